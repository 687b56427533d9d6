import type { LiveEvent } from '@/api/live/events'
import type { ID } from '@/api/types'
import type { NoticeKind } from '@/lib/notices'

export interface Notice {
  kind: NoticeKind
  event: LiveEvent
}

/** What is older is no news: it arrived while the page was away, and the lists show it. */
const freshFor = 60_000

/** What of the events the user may want to be told of. */
export function noticesOf(events: LiveEvent[], me: ID, now: number): Notice[] {
  return events.flatMap((event) => {
    const kind = kindOf(event, me)
    return kind && now - Date.parse(event.at) < freshFor ? [{ kind, event }] : []
  })
}

function kindOf({ type, message }: LiveEvent, me: ID): NoticeKind | null {
  if (type === 'message.created' && message?.direction === 'inbound') return 'message'
  if (type === 'message.state_changed' && message?.state === 'failed' && message.user?.id === me)
    return 'failed'
  if (type === 'channel.paused') return 'channel'
  return null
}
