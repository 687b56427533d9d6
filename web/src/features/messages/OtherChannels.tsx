import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { ContactChannel, ID } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { useTimes } from '@/ui/format'
import styles from './OtherChannels.module.css'

interface Props {
  contactID: ID
  /** The conversation that is open now. */
  openID: ID
}

/** Over what else the contact can be reached, and what stands against it. */
export function OtherChannels({ contactID, openID }: Props) {
  const { data } = useQuery({
    queryKey: ['contacts', contactID, 'channels'],
    queryFn: ({ signal }) =>
      http.get<{ items: ContactChannel[] }>(`/contacts/${contactID}/channels`, { signal }),
  })
  const others = (data?.items ?? []).filter(({ conversation_id }) => conversation_id !== openID)
  if (others.length === 0) return null
  return (
    <section>
      <h3 className={styles.title}>
        <Trans>Also on</Trans>
      </h3>
      <ul className={styles.list}>
        {others.map((channel) => (
          <Channel key={`${channel.channel_id} ${channel.address_id}`} channel={channel} />
        ))}
      </ul>
    </section>
  )
}

function Channel({ channel }: { channel: ContactChannel }) {
  const { channel_name, conversation_id } = channel
  const state = useWindowWord(channel)
  return (
    <li className={styles.channel}>
      {conversation_id ? (
        <Link
          to="/messages/$conversationId"
          params={{ conversationId: conversation_id }}
          className={styles.link}
        >
          {channel_name}
        </Link>
      ) : (
        <span className={styles.name}>{channel_name}</span>
      )}
      {state ? <span className={styles.state}>{state}</span> : null}
    </li>
  )
}

/** Until when one may write freely, or why one may not. */
function useWindowWord(channel: ContactChannel): string {
  const { available, mode, window_expires_at } = channel
  const reason = fromServer(channel.reason_text, channel.reason)
  const { t } = useLingui()
  const times = useTimes()
  if (!available || mode === 'none') return reason || t`not possible`
  if (mode === 'template') return reason || t`templates only`
  const until = window_expires_at ? times.short(window_expires_at) : ''
  return until ? t`open until ${until}` : ''
}
