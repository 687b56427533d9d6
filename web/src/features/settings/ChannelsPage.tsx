import { Trans, useLingui } from '@lingui/react/macro'
import { IconAntennaBars5, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { Channel } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { ChannelStatus } from './ChannelStatus'
import { useChannelKinds } from './channelQueries'
import { NewChannel } from './NewChannel'
import styles from './settings.module.css'

/** The ways to reach customers, each with its state and the reason for it. */
export function ChannelsPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useCan('CREATE_CHANNEL')
  const [creating, setCreating] = useState(false)
  const list = usePaged<Channel>(['channels'], '/channels')
  const columns = useColumns()
  const add = may ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      <Trans>Add channel</Trans>
    </Button>
  ) : null
  const empty = (
    <EmptyState icon={IconAntennaBars5} title={t`No channel yet`} action={add}>
      {may ? (
        <Trans>
          A channel is a way to reach customers: a number at a provider, or the simulator to try things out.
        </Trans>
      ) : (
        <Trans>Nothing can be sent until someone who may manage channels adds one.</Trans>
      )}
    </EmptyState>
  )
  return (
    <PageBody>
      <PageHeader title={t`Channels`} actions={list.rows.length > 0 ? add : null}>
        <Trans>The ways to reach customers, and how each is doing.</Trans>
      </PageHeader>
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {list.loading || list.error ? null : (
        <DataTable
          label={t`Channels`}
          columns={columns}
          rows={list.rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) =>
            void navigate({ to: '/settings/channels/$channelId', params: { channelId: id } })
          }
          onMore={list.more}
          loadingMore={list.loadingMore}
          empty={empty}
        />
      )}
      <NewChannel opened={creating} onClose={() => setCreating(false)} />
    </PageBody>
  )
}

function useColumns(): Column<Channel>[] {
  const { t } = useLingui()
  const kinds = useChannelKinds().data ?? []
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: (row) => (
        <Link className={styles.name} to="/settings/channels/$channelId" params={{ channelId: row.id }}>
          {row.name}
        </Link>
      ),
    },
    {
      id: 'kind',
      header: t`Kind`,
      cell: (row) => fromServer(kinds.find(({ kind }) => kind === row.kind)?.label ?? row.kind),
      wide: true,
    },
    {
      id: 'senders',
      header: t`Sends from`,
      cell: (row) => (
        <span className="tabular">
          {(row.senders ?? []).map(({ value }) => readablePhone(value)).join(', ')}
        </span>
      ),
      wide: true,
    },
    {
      id: 'status',
      header: t`Status`,
      cell: (row) => (
        <span className={styles.status}>
          <ChannelStatus status={row.status} />
          <span className={styles.reason}>{fromServer(row.status_reason)}</span>
        </span>
      ),
    },
  ]
}
