import { useLingui } from '@lingui/react/macro'
import {
  IconAlertCircle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconClockPause,
  IconCoinOff,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Message, MessageState } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { useTimes } from '@/ui/format'
import styles from './MessageStateMark.module.css'

const icons: Record<MessageState, ComponentType<{ size?: number | string }>> = {
  held: IconClockPause,
  pending: IconClock,
  in_progress: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  insufficient_funds: IconCoinOff,
  cancelled: IconBan,
  received: IconCheck,
}

/** How far an outbound message has come: a glyph and the word for it. */
export function MessageStateMark({ message }: { message: Message }) {
  const word = useStateWord(message)
  const Icon = icons[message.state]
  return (
    <span className={styles.mark} data-state={message.state}>
      <Icon size={14} aria-hidden="true" />
      {word}
    </span>
  )
}

function useStateWord({ state, due_at, reason_text, maybe_doubled }: Message): string {
  const { t } = useLingui()
  const times = useTimes()
  const due = due_at ? times.short(due_at) : ''
  switch (state) {
    case 'held':
      return [due ? t`Held until ${due}` : t`Held`, fromServer(reason_text)].filter(Boolean).join(': ')
    case 'pending':
    case 'in_progress':
      return t`Sending…`
    case 'sent':
      return maybe_doubled ? t`Sent, maybe twice` : t`Sent`
    case 'delivered':
      return t`Delivered`
    case 'read':
      return t`Read`
    case 'failed':
      return t`Not delivered`
    case 'insufficient_funds':
      return t`Not sent: no funds`
    case 'cancelled':
      return t`Cancelled`
    case 'received':
      return ''
  }
}
