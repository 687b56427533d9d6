import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { LiveEvent } from '@/api/live/events'
import { useCan } from '@/api/session'
import type { MessageState as State } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { useTimes } from '@/ui/format'
import { MessageState } from '@/ui/MessageState'
import styles from './Happenings.module.css'
import { sameNumber } from './happenings'
import { useHandsets } from './useHandsets'
import { useHappenings } from './useHappenings'
import type { SimulatedChannel } from './useSimulatedChannels'

interface Props {
  channel: SimulatedChannel
  number: string
}

/** What the hub does about the customer, step by step, as it happens. */
export function Happenings({ channel, number }: Props) {
  const { t } = useLingui()
  const events = useHappenings({ channel: channel.id, number })
  return (
    <aside className={styles.pane} aria-label={t`What happened`} data-region="happenings">
      <h2 className={styles.title}>
        <Trans>What happened</Trans>
      </h2>
      {number === '' ? null : <OpenConversation channel={channel} number={number} />}
      {events.length === 0 ? (
        <p className={styles.hint}>
          <Trans>
            Text as the customer, or reply in Messages: each step of the hub appears here as it happens.
          </Trans>
        </p>
      ) : null}
      <ol className={styles.list}>
        {events.map((event) => (
          <Happening key={event.seq} event={event} />
        ))}
      </ol>
    </aside>
  )
}

function OpenConversation({ channel, number }: Props) {
  const may = useCan('READ_SMS_MESSAGE')
  const handset = useHandsets(channel.id).data?.find((each) => sameNumber(each.number, number))
  if (!may || !handset?.conversation_id) return null
  return (
    <Link
      className={styles.open}
      to="/messages/$conversationId"
      params={{ conversationId: handset.conversation_id }}
    >
      <Trans>See it as your team does</Trans>
    </Link>
  )
}

function Happening({ event }: { event: LiveEvent }) {
  const times = useTimes()
  const state = event.message?.state ?? (event.data.state as State | undefined)
  return (
    <li className={styles.event}>
      <span className={styles.line}>
        <b>{useEventWords(event)}</b>
        <time className={styles.time} dateTime={event.at}>
          {times.time(event.at)}
        </time>
      </span>
      {event.message?.text && event.type === 'message.created' ? (
        <span className={styles.quote} dir="auto">
          {event.message.text}
        </span>
      ) : null}
      {event.type.startsWith('message.') && state ? (
        <span className={styles.line}>
          <MessageState state={state} />
          <span className={styles.hint}>{fromServer(event.message?.reason_text ?? '')}</span>
        </span>
      ) : null}
      <code className={styles.key}>
        {event.type} · {event.seq}
      </code>
    </li>
  )
}

function useEventWords({ type, message, data }: LiveEvent): string {
  const { t } = useLingui()
  switch (type) {
    case 'message.created':
      return message?.direction === 'inbound' ? t`A text came in` : t`A message was written`
    case 'message.state_changed':
      return t`The message moved on`
    case 'conversation.created':
      return t`A conversation began`
    case 'conversation.read':
      return t`Someone read it`
    case 'consent.changed':
      return data.state === 'opted_out' ? t`The customer opted out` : t`Consent changed`
    case 'contact.created':
      return t`A contact was added`
    default:
      return t`Something changed`
  }
}
