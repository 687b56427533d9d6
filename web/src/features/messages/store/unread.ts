import type { Conversation, SharedConversation } from '@/api/types'

/**
 * Of a conversation, what its unread count comes from: how many inbound messages there are, and up to which of them
 * the user has read or a colleague has answered. What a colleague answered is unread for nobody.
 */
export interface Tally {
  inbound: number
  /** The user's own reading, in inbound messages. */
  read: number
  answered: number
}

export function unreadOf({ inbound, read, answered }: Tally): number {
  return Math.max(0, inbound - Math.max(read, answered))
}

/** The tally behind a row of the list, which tells only the outcome when it lacks the counts. */
export function tallyOf(row: Conversation): Tally {
  const inbound = row.inbound_count ?? row.unread
  const answered = row.answered_count ?? 0
  return { inbound, answered, read: row.read_inbound ?? inbound - row.unread }
}

/**
 * The tally after a published row. A row fetched without counts began counting at its own unread messages: the first
 * publication tells the true numbers, and what was read is carried over by its distance from the end.
 */
export function advanced(
  now: Tally,
  known: Conversation,
  published: SharedConversation,
  isInbound: boolean,
): Tally {
  const inbound = published.inbound_count ?? now.inbound + (isInbound ? 1 : 0)
  const answered = published.answered_count ?? now.answered
  if (known.inbound_count !== undefined || published.inbound_count === undefined) {
    return { inbound, answered, read: now.read }
  }
  const isNew = published.position > known.position && isInbound
  return { inbound, answered, read: inbound - (isNew ? 1 : 0) - unreadOf(now) }
}
