import type { Permission } from '@/api/types'
import { parts } from './permissionWords'

/** The four acts that a thing can have, in the order of the columns. */
export const acts = ['READ', 'CREATE', 'UPDATE', 'DELETE'] as const

export type Act = (typeof acts)[number]

/** A thing with its permissions, by act; a permission that is none of the four stands alone. */
export interface GridRow {
  subject: string
  cells: Partial<Record<Act, string>>
  single?: string
}

export interface GridGroup {
  name: string
  rows: GridRow[]
}

/** The table of permissions as the role editor draws it: its groups, and a row for each thing. */
export function grid(table: Permission[]): GridGroup[] {
  const groups = new Map<string, Map<string, GridRow>>()
  for (const { name, group } of table) {
    const { act, subject } = parts(name)
    const rows = groups.get(group) ?? new Map<string, GridRow>()
    groups.set(group, rows)
    if (!isAct(act)) {
      rows.set(name, { subject, cells: {}, single: name })
      continue
    }
    const row = rows.get(subject) ?? { subject, cells: {} }
    row.cells[act] = name
    rows.set(subject, row)
  }
  return [...groups].map(([name, rows]) => ({ name, rows: [...rows.values()] }))
}

function isAct(act: string): act is Act {
  return (acts as readonly string[]).includes(act)
}

/** What a row's choice comes to: what its owner should know. */
export type Rule = 'idle' | 'deleteAlone' | null

/** View off overrides the other three, where there are four; Update off leaves Delete alone in the lists. */
export function ruleOf(row: GridRow, held: ReadonlySet<string>): Rule {
  const { READ, CREATE, UPDATE, DELETE } = row.cells
  if (!READ || !CREATE || !UPDATE || !DELETE) return null
  if (!held.has(READ)) return [CREATE, UPDATE, DELETE].some((name) => held.has(name)) ? 'idle' : null
  return held.has(DELETE) && !held.has(UPDATE) ? 'deleteAlone' : null
}

/** The groups with those rows of which some word begins like every word that is looked for. */
export function found(groups: GridGroup[], query: string, words: (row: GridRow) => string): GridGroup[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean)
  return groups
    .map(({ name, rows }) => ({
      name,
      rows: rows.filter((row) => {
        const text = fold(`${words(row)} ${Object.values(row.cells).join(' ')} ${row.single ?? ''}`)
        return wanted.every((word) => text.includes(word))
      }),
    }))
    .filter(({ rows }) => rows.length > 0)
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
