import type { LiveEvent } from '@/api/live/events'
import { type NoticeKind, noticeKindOf } from '@/lib/notices'

export interface Notice {
  kind: NoticeKind
  event: LiveEvent
}

/** What is older is no news: it arrived while the page was away, and the lists show it. */
const freshFor = 60_000

/** What of the events the user may want to be told of. */
export function noticesOf(events: LiveEvent[], now: number): Notice[] {
  return events.flatMap((event) => {
    const kind = kindOf(event)
    return kind && now - Date.parse(event.at) < freshFor ? [{ kind, event }] : []
  })
}

function kindOf({ type, message, data }: LiveEvent): NoticeKind | undefined {
  if (type === 'message.created' && message?.direction === 'inbound') return 'message'
  return type === 'notice.created' ? noticeKindOf[String(data.kind)] : undefined
}
