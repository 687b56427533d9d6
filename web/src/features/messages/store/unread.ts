import type { Conversation } from '@/api/types'

type Counts = Pick<Conversation, 'inbound_count' | 'answered_count' | 'read_inbound'>

/**
 * How much of a conversation is unread: the inbound messages beyond those that the user has read or a colleague has
 * answered. What a colleague answered is unread for nobody.
 */
export function unreadOf({ inbound_count, answered_count, read_inbound }: Counts): number {
  return Math.max(0, inbound_count - Math.max(read_inbound, answered_count))
}
