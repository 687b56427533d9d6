import type { SavedView } from '@/api/types'

/** What a list shows, as its address says it: the text looked for, filters by the names of the API, order, columns. */
export type Address = Record<string, string | undefined>

/** Parts of the address that are no filter of the list. */
const notFilters = ['q', 'sort', 'columns']

/** The filters that are set, as the API and a saved view take them. */
export function filtersOf(address: Address, params: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(address).filter(
      (entry): entry is [string, string] =>
        params.includes(entry[0]) && !notFilters.includes(entry[0]) && Boolean(entry[1]),
    ),
  )
}

/** What a press on the head of a column asks for: upwards, downwards, and then the order of the list itself. */
export function nextSort(now: string | undefined, column: string): string | undefined {
  if (now === column) return `-${column}`
  return now === `-${column}` ? undefined : column
}

/** The columns to show, in the order of the list. What the list does not have is left out; none chosen: those it shows of itself. */
export function columnsOf<ID extends string>(chosen: string, all: { id: ID; optional?: boolean }[]): ID[] {
  const wanted = chosen.split(',').filter(Boolean)
  const shown = all.filter(({ id, optional }) => (wanted.length > 0 ? wanted.includes(id) : !optional))
  return shown.map(({ id }) => id)
}

/** The address of a saved view; what else is in the address is gone. */
export function addressOf(view: SavedView, params: string[]): Address {
  return {
    ...Object.fromEntries([...params, ...notFilters].map((name) => [name, undefined])),
    ...view.filter,
    sort: view.sort || undefined,
    columns: view.columns.length > 0 ? view.columns.join(',') : undefined,
  }
}

/** Whether the list stands as the view says. */
export function shows(view: SavedView, address: Address, params: string[]): boolean {
  const wanted = addressOf(view, params)
  return Object.entries(wanted).every(([name, value]) => (address[name] ?? '') === (value ?? ''))
}
