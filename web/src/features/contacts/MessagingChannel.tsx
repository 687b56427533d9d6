import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useCan } from '@/api/session'
import type { Contact, ContactChannel } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { Chip } from '@/ui/Chip'
import { useTimes } from '@/ui/format'
import styles from './ActivityCard.module.css'

interface Props {
  contact: Contact
  channel: ContactChannel
}

/** One way to write to the contact: opens its conversation, or begins one; else says why it cannot be used. */
export function MessagingChannel({ contact, channel }: Props) {
  const { t } = useLingui()
  const times = useTimes()
  const maySend = useCan('CREATE_SMS_MESSAGE')
  const address = contact.addresses.find(({ id }) => id === channel.address_id)
  const { available, mode, window_expires_at: until } = channel
  const reason = fromServer(channel.reason_text, channel.reason)
  const words = available
    ? mode === 'template'
      ? reason || t`Templates only`
      : until
        ? t`Open until ${times.short(until)}`
        : ''
    : reason || t`Not available`
  return (
    <li className={styles.channel} data-off={!available}>
      <span className={styles.line}>
        <ChannelGlyph kind={address?.kind ?? channel.kind} size={18} />
        <span className={styles.words}>
          <span className={styles.name}>{channel.channel_name}</span>
          <span className={styles.hint}>{address?.display || address?.value}</span>
        </span>
        {channel.conversation_id ? (
          <Link
            className={styles.act}
            to="/contacts/$contactId/$conversationId"
            params={{ contactId: contact.id, conversationId: channel.conversation_id }}
            aria-label={t`Open the conversation on ${channel.channel_name}`}
          >
            <Trans>Open</Trans>
          </Link>
        ) : null}
        {!channel.conversation_id && available && maySend ? (
          <Link
            className={styles.act}
            to="/contacts/$contactId"
            params={{ contactId: contact.id }}
            search={{ write: channel.channel_id, to: address?.value ?? '' }}
            aria-label={t`Write on ${channel.channel_name}`}
          >
            <Trans>Write</Trans>
          </Link>
        ) : null}
      </span>
      <span className={styles.state}>
        <Chip tone={available ? 'ok' : 'neutral'}>
          {available ? <Trans>Available</Trans> : <Trans>Not available</Trans>}
        </Chip>
        {words && (available || reason) ? <span className={styles.hint}>{words}</span> : null}
      </span>
    </li>
  )
}
