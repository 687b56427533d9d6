import type { Query } from '@/api/http'
import type { Conversation } from '@/api/types'
import { compareTimes } from '@/lib/compareTimes'

/** What the list shows; the same object as in the address. */
export interface Filter {
  unread?: boolean
  channel?: string
  q?: string
}

export function filterKey({ unread, channel, q }: Filter): string {
  return JSON.stringify([unread ?? false, channel ?? '', q?.trim() ?? ''])
}

/** The server's names for it. */
export function filterQuery({ unread, channel, q }: Filter): Query {
  return { unread: unread || undefined, channel_id: channel, q: q?.trim() }
}

/**
 * Whether a conversation belongs to the view. A search is the server's: what it found stays, and nothing else
 * joins, because the browser does not have the texts.
 */
export function belongs(row: Conversation, filter: Filter): boolean {
  if (filter.channel && row.channel.id !== filter.channel) return false
  return !filter.unread || row.unread > 0
}

/** Newest activity first; the id decides between equals, as on the server. */
export function newestFirst(a: Place, b: Place): number {
  return compareTimes(b.last_activity_at, a.last_activity_at) || compare(b.id, a.id)
}

export type Place = Pick<Conversation, 'last_activity_at' | 'id'>

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
