import type { Conversation, ID, SharedConversation } from '@/api/types'
import { type Filter, filterKey } from './filter'
import { unreadOf } from './unread'
import { View } from './view'

/** Every conversation that the browser knows, a row each, and the lists of them. Rows are immutable values. */
export class Rows {
  /** The open conversation: it stays in its view while it is read. */
  kept: ID | null = null
  private readonly rows = new Map<ID, Conversation>()
  private readonly views = new Map<string, View>()

  get(id: ID): Conversation | undefined {
    return this.rows.get(id)
  }

  view(filter: Filter): View {
    const key = filterKey(filter)
    const known = this.views.get(key)
    if (known) return known
    const view = new View(filter)
    this.views.set(key, view)
    return view
  }

  /** Forgets the lists but one; they are read anew when they are next shown. */
  dropViewsBut(kept: View): void {
    for (const [key, view] of this.views) if (view !== kept) this.views.delete(key)
  }

  /** How many conversations hold something unread. */
  get unread(): number {
    let count = 0
    for (const row of this.rows.values()) if (row.unread > 0) count++
    return count
  }

  /** Takes in a row as the server tells it to this user. */
  took(row: Conversation): void {
    const known = this.rows.get(row.id)
    if (known && known.position > row.position) return // an answer overtaken by what was published
    this.rows.set(row.id, row)
  }

  /** Takes in a published row; false where the user's own part of it is not known and must be asked for. */
  tookShared(shared: SharedConversation): boolean {
    const known = this.rows.get(shared.id)
    if (known && shared.position < known.position) return true
    // Only of a thread's first message is it certain that nothing before it was read.
    if (!known && shared.position > 1) return false
    const { read_position = 0, read_inbound = 0, draft = '' } = known ?? {}
    this.put({ ...shared, read_position, read_inbound, draft, unread: 0 })
    return true
  }

  /** The user has read up to a position, and so many inbound messages, here or in another window. */
  tookReading(id: ID, position: number, inbound: number): void {
    const known = this.rows.get(id)
    if (!known) return
    const read_inbound = Math.max(known.read_inbound, Math.min(inbound, known.inbound_count))
    const read_position = Math.max(known.read_position, position)
    this.put({ ...known, read_position, read_inbound })
  }

  /** Reading up to a position leaves so many inbound messages unread. */
  readAllBut(id: ID, position: number, remaining: number): void {
    const known = this.rows.get(id)
    if (known) this.tookReading(id, position, known.inbound_count - remaining)
  }

  setDraft(id: ID, draft: string): void {
    const known = this.rows.get(id)
    if (known && known.draft !== draft) this.rows.set(id, { ...known, draft })
  }

  /** Puts every list in order; tells whether one changed. */
  arrange(): boolean {
    let changed = false
    for (const view of this.views.values()) {
      if (view.started && view.arrange(this.rows.values(), this.kept)) changed = true
    }
    return changed
  }

  /** The open conversation and what stands in the list at its side. */
  neighbour(view: View, id: ID | null, step: 1 | -1): ID | undefined {
    const at = id ? view.ids.indexOf(id) : -1
    return view.ids[at === -1 ? 0 : at + step]
  }

  private put(row: Conversation): void {
    this.rows.set(row.id, { ...row, unread: unreadOf(row) })
  }
}
