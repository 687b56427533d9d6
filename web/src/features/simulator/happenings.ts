import type { LiveEvent } from '@/api/live/events'
import type { ID } from '@/api/types'

/** A customer's number on a channel. */
export interface Place {
  channel: ID
  number: string
}

/** Whether the event is about this customer on this channel; all are the events that are known, to learn ids from. */
export function happensAt(event: LiveEvent, place: Place, all: LiveEvent[]): boolean {
  if (event.conversation) return isAt(event, place)
  const known = all.find((each) => each.conversation && isAt(each, place))?.conversation
  if (!known) return false
  return (
    event.conversation_id === known.id || (event.subject_id !== '' && event.subject_id === known.address.id)
  )
}

function isAt({ conversation }: LiveEvent, { channel, number }: Place): boolean {
  return conversation?.channel.id === channel && conversation.address.value === number
}
