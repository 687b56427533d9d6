import { Trans, useLingui } from '@lingui/react/macro'
import { IconBell, IconBellRinging, IconChecks } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useReadNotices } from '@/api/notices'
import { usePaged } from '@/api/paged'
import type { NoticeRow, UnreadNotices } from '@/api/types'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { SidePanel } from '@/ui/SidePanel'
import { Tabs } from '@/ui/Tabs'
import { Entry } from './Entry'
import styles from './notices.module.css'

type Tab = keyof UnreadNotices

/** What the user is told: what concerns him, and what concerns the hub. */
export function NoticesPanel({ unread, onClose }: { unread: UnreadNotices; onClose: () => void }) {
  const { t } = useLingui()
  const [tab, setTab] = useState<Tab>(
    unread.notifications === 0 && unread.alerts > 0 ? 'alerts' : 'notifications',
  )
  const named = (name: string, count: number) => (count > 0 ? `${name} (${count})` : name)
  return (
    <SidePanel title={t`Notifications`} onClose={onClose}>
      <Tabs
        label={t`Notifications`}
        value={tab}
        onChange={(id) => setTab(id as Tab)}
        tabs={[
          {
            id: 'notifications',
            label: named(t`Notifications`, unread.notifications),
            content: () => (
              <Entries key="notifications" tab="notifications" unread={unread} onClose={onClose} />
            ),
          },
          {
            id: 'alerts',
            label: named(t`Alerts`, unread.alerts),
            content: () => <Entries key="alerts" tab="alerts" unread={unread} onClose={onClose} />,
          },
        ]}
      />
    </SidePanel>
  )
}

function Entries({ tab, unread, onClose }: { tab: Tab; unread: UnreadNotices; onClose: () => void }) {
  const list = usePaged<NoticeRow>(['notices', tab], '/notices', { tab })
  const read = useReadNotices()
  const [newest] = list.rows
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.loading) return <Loading />
  if (!newest) return <Nothing tab={tab} onClose={onClose} />
  return (
    <>
      {unread[tab] > 0 ? (
        <div className={styles.bar}>
          <Button
            kind="quiet"
            leftSection={<IconChecks size={16} />}
            loading={read.isPending}
            onClick={() => read.mutate({ tab, up_to: newest.id })}
          >
            <Trans>Mark all as read</Trans>
          </Button>
        </div>
      ) : null}
      {read.error ? <ErrorNote error={read.error} /> : null}
      <ul className={styles.list}>
        {list.rows.map((row) => (
          <Entry key={row.id} row={row} onRead={() => read.mutate({ ids: [row.id] })} onFollow={onClose} />
        ))}
      </ul>
      {list.more ? (
        <div className={styles.more}>
          <Button onClick={list.more} loading={list.loadingMore}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </>
  )
}

function Nothing({ tab, onClose }: { tab: Tab; onClose: () => void }) {
  const { t } = useLingui()
  const choose = (
    <Link to="/profile" onClick={onClose}>
      <Trans>Choose of what you are told</Trans>
    </Link>
  )
  if (tab === 'alerts')
    return (
      <EmptyState icon={IconBellRinging} title={t`No alerts`} action={choose}>
        <Trans>
          What concerns the hub itself is said here to those who look after it: a channel that stops, a disk
          that is full, messages that are held back.
        </Trans>
      </EmptyState>
    )
  return (
    <EmptyState icon={IconBell} title={t`No notifications`} action={choose}>
      <Trans>
        When a message of yours is not sent, an import or a change of many ends, or somebody changes how you
        log in, it is said here for 30 days.
      </Trans>
    </EmptyState>
  )
}
