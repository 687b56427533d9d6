import { Trans } from '@lingui/react/macro'
import { useTimes } from '@/ui/format'
import { MessageBubble, OutboxBubble } from './Bubble'
import styles from './ThreadRow.module.css'
import type { ThreadItem } from './threadItems'

/** One row of the thread, by its kind. */
export function ThreadRow({ item, at }: { item: ThreadItem; at?: number }) {
  switch (item.kind) {
    case 'day':
      return <DayLine at={item.at} />
    case 'new':
      return (
        <div className={styles.new}>
          <span>
            <Trans>New messages</Trans>
          </span>
        </div>
      )
    case 'system':
      return <SystemPill at={item.message.created_at} text={item.message.text} />
    case 'message':
      return <MessageBubble message={item.message} group={item.group} marked={item.message.position === at} />
    case 'outbox':
      return <OutboxBubble item={item.item} group={item.group} />
  }
}

function DayLine({ at }: { at: string }) {
  const times = useTimes()
  return (
    <div className={styles.day}>
      <span>{times.day(at)}</span>
    </div>
  )
}

/** What happened to the conversation: who did it is part of the words. */
function SystemPill({ at, text }: { at: string; text: string }) {
  const times = useTimes()
  return (
    <div className={styles.system}>
      <span title={times.stamp(at)}>
        {text} · {times.time(at)}
      </span>
    </div>
  )
}
