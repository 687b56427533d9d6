import type { Conversation, ConversationPage, ID } from '@/api/types'
import { belongs, type Filter, newestFirst, type Place } from './filter'

/**
 * One list of conversations: how far it was read from the server, and what it shows of all that is known. Rows that
 * move while one pages are merged by id; nothing is shown below what was read, else there would be holes.
 */
export class View {
  /** The ids in order; a new array only when they change. */
  ids: ID[] = []
  next: string | null = null
  /** A search that looked at the newest alone: more words would find more. */
  partial = false
  started = false
  loading = false
  error: unknown = null
  private bottom: Place | null = null
  private found = new Set<ID>()

  constructor(readonly filter: Filter) {}

  /** Takes in a page; first is a fresh start of the list. */
  took({ items: rows, next, partial }: ConversationPage, first: boolean): void {
    if (first) {
      this.found = new Set()
      this.bottom = null
    }
    for (const row of rows) this.found.add(row.id)
    const last = rows.at(-1)
    if (last) this.bottom = { id: last.id, last_activity_at: last.last_activity_at }
    this.next = next
    this.partial = partial
    this.started = true
    this.error = null
  }

  /** Puts the ids in order anew. kept stays in the view even where it no longer belongs: it is being read. */
  arrange(known: Iterable<Conversation>, kept: ID | null): boolean {
    const shown: Conversation[] = []
    for (const row of known) if (this.shows(row, kept)) shown.push(row)
    shown.sort(newestFirst)
    if (shown.length === this.ids.length && shown.every((row, i) => row.id === this.ids[i])) return false
    this.ids = shown.map((row) => row.id)
    return true
  }

  private shows(row: Conversation, kept: ID | null): boolean {
    if (this.filter.q) return this.found.has(row.id)
    if (!belongs(row, this.filter) && !(row.id === kept && this.found.has(row.id))) return false
    return (
      this.found.has(row.id) ||
      this.next === null ||
      (this.bottom !== null && newestFirst(row, this.bottom) <= 0)
    )
  }
}
