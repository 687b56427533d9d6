import type { LiveEvent } from '@/api/live/events'
import type { ID } from '@/api/types'

/** A customer's number on a channel. */
export interface Place {
  channel: ID
  number: string
}

/** Whether the event is about this customer on this channel; all are the events that are known, to learn ids from. */
export function happensAt(event: LiveEvent, place: Place, all: LiveEvent[]): boolean {
  if (event.type === 'draft.changed') return false // of the team's page, not of the customer
  if (event.conversation) return isAt(event, place)
  const known = all.find((each) => each.conversation && isAt(each, place))?.conversation
  if (!known) return false
  return (
    event.conversation_id === known.id || (event.subject_id !== '' && event.subject_id === known.address.id)
  )
}

function isAt({ conversation }: LiveEvent, { channel, number }: Place): boolean {
  return conversation?.channel.id === channel && sameNumber(conversation.address.value, number)
}

/** Whether two notations are of one number: "(202) 555-0188" is "+12025550188". Short codes are equal or not. */
export function sameNumber(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].map((each) => each.replace(/\D/g, '')).sort(byLength)
  return short === long || (short.length >= nationalDigits && long.endsWith(short))
}

const nationalDigits = 10

function byLength(a: string, b: string): number {
  return a.length - b.length
}
