import { Trans, useLingui } from '@lingui/react/macro'
import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact, ContactChannel, Conversation } from '@/api/types'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { Timeline } from '@/ui/journal/Timeline'
import { Tabs } from '@/ui/Tabs'
import styles from './ActivityCard.module.css'
import { MessagingChannel } from './MessagingChannel'

interface Channels {
  items: ContactChannel[]
}

/** What has been going on with the contact and, below it, the ways to write. */
export function ActivityCard({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const [view, setView] = useState('conversations')
  const channels = useQuery<Channels, Problem>({
    queryKey: ['contacts', contact.id, 'channels'],
    queryFn: ({ signal }) => http.get<Channels>(`/contacts/${contact.id}/channels`, { signal }),
  })
  const items = channels.data?.items ?? []
  const begun = [...new Set(items.map((each) => each.conversation_id).filter((id) => id !== ''))]
  return (
    <aside className={styles.card} aria-label={t`Activity`} data-region="activity">
      <Tabs
        label={t`Activity`}
        value={view}
        onChange={setView}
        tabs={[
          {
            id: 'conversations',
            label: t`Conversations`,
            content: () => <Conversations contact={contact} begun={channels.data ? begun : undefined} />,
          },
          {
            id: 'timeline',
            label: t`Timeline`,
            content: () => (
              <Timeline
                path={`/contacts/${contact.id}/timeline`}
                of={contact.id}
                query={{ limit: 10 }}
                nothing={
                  <EmptyState icon={IconMessages} title={t`Nothing was exchanged yet`}>
                    <Trans>
                      Messages, notes, calls and consents appear here in one order, whatever the channel.
                    </Trans>
                  </EmptyState>
                }
              />
            ),
          },
        ]}
      />
      <section className={styles.part}>
        <h2 className={styles.title}>
          <Trans>Messaging</Trans>
        </h2>
        {channels.error ? <ErrorNote error={channels.error} onRetry={() => void channels.refetch()} /> : null}
        {channels.data && items.length === 0 ? (
          <p className={styles.hint}>
            {contact.addresses.length === 0 ? (
              <Trans>Add a number or an address, and the channels that reach it are listed here.</Trans>
            ) : (
              <Trans>No channel reaches these addresses. A channel is added under Settings.</Trans>
            )}
          </p>
        ) : null}
        <ul className={styles.list}>
          {items.map((channel) => (
            <MessagingChannel
              key={`${channel.channel_id} ${channel.address_id}`}
              contact={contact}
              channel={channel}
            />
          ))}
        </ul>
      </section>
    </aside>
  )
}

/** begun are the conversations there are; undefined while that is being asked. */
function Conversations({ contact, begun }: { contact: Contact; begun?: string[] }) {
  if (!begun) return null
  if (begun.length === 0)
    return (
      <p className={styles.hint}>
        <Trans>None yet. Choose a channel below to begin one.</Trans>
      </p>
    )
  return (
    <ul className={styles.list}>
      {begun.map((id) => (
        <ConversationLine key={id} id={id} contact={contact} />
      ))}
    </ul>
  )
}

function ConversationLine({ id, contact }: { id: string; contact: Contact }) {
  const times = useTimes()
  const { data } = useQuery<Conversation, Problem>({
    queryKey: ['conversations', id],
    queryFn: ({ signal }) => http.get<Conversation>(`/conversations/${id}`, { signal }),
    staleTime: 0,
  })
  if (!data) return null
  return (
    <li>
      <Link
        className={styles.conversation}
        to="/contacts/$contactId/$conversationId"
        params={{ contactId: contact.id, conversationId: id }}
      >
        <span className={styles.line}>
          <ChannelGlyph kind={data.address.kind} size={14} />
          <span className={styles.name}>{data.channel.name}</span>
          <time className={styles.time} dateTime={data.last_activity_at}>
            {times.brief(data.last_activity_at)}
          </time>
        </span>
        <span className={styles.preview} dir="auto">
          {data.preview}
        </span>
      </Link>
    </li>
  )
}
