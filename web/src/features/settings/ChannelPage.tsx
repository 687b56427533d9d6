import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '@/api/session'
import type { Channel, ChannelKind } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { fromServer } from '@/locales/server/fromServer'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { CopyField } from '@/ui/CopyField'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { Notice } from '@/ui/Notice'
import { PageBody, PageHeader } from '@/ui/Page'
import { ChannelActs } from './ChannelActs'
import { ChannelCheck } from './ChannelCheck'
import { ChannelForm } from './ChannelForm'
import { ChannelStatus } from './ChannelStatus'
import { useChannel, useChannelKinds } from './channelQueries'
import styles from './settings.module.css'

const route = getRouteApi('/shell/settings/channels/$channelId')

/** One channel: its settings, the addresses to paste at the provider, and whether it works. */
export function ChannelPage() {
  const { channelId } = route.useParams()
  const channel = useChannel(channelId)
  const kinds = useChannelKinds()
  const error = channel.error ?? kinds.error
  const kind = kinds.data?.find((each) => each.kind === channel.data?.kind)
  return (
    <PageBody>
      <Link className={styles.back} to="/settings/channels">
        <IconArrowLeft size={16} />
        <Trans>All channels</Trans>
      </Link>
      {error ? <ErrorNote error={error} onRetry={() => void channel.refetch()} /> : null}
      {!error && !(channel.data && kind) ? <Loading /> : null}
      {channel.data && kind ? <Content key={channel.data.id} channel={channel.data} kind={kind} /> : null}
    </PageBody>
  )
}

function Content({ channel, kind }: { channel: Channel; kind: ChannelKind }) {
  const { t } = useLingui()
  const may = useCan('UPDATE_CHANNEL')
  const reason = fromServer(channel.status_reason)
  return (
    <>
      <PageHeader title={channel.name} actions={<ChannelActs channel={channel} />}>
        {fromServer(kind.label)} · {fromServer(kind.help)}
      </PageHeader>
      {channel.status === 'paused' ? (
        <Notice tone="warn">
          <Trans>This channel is paused: {reason}</Trans>
        </Notice>
      ) : null}
      {may ? null : (
        <Notice>
          <Trans>You can look at this channel. Changing it needs a role that may manage channels.</Trans>
        </Notice>
      )}
      <div className={styles.columns}>
        <Card title={t`Settings`}>
          <ChannelForm channel={channel} kind={kind} disabled={!may} />
        </Card>
        <div className={styles.side}>
          <Card title={t`Status`} actions={<ChannelStatus status={channel.status} />}>
            {reason ? <p className={styles.reason}>{reason}</p> : null}
            <ChannelCheck channel={channel} />
          </Card>
          <Callbacks channel={channel} />
          <Senders channel={channel} />
        </div>
      </div>
    </>
  )
}

function Callbacks({ channel }: { channel: Channel }) {
  const { t } = useLingui()
  if (!channel.callbacks || channel.callbacks.length === 0) return null
  return (
    <Card title={t`Callback addresses`} hint={t`Copy each whole and paste it at your provider.`}>
      {channel.callbacks.map(({ label, url }) => (
        <CopyField key={label} label={fromServer(label)} value={url} />
      ))}
    </Card>
  )
}

function Senders({ channel }: { channel: Channel }) {
  const { t } = useLingui()
  if (!channel.senders || channel.senders.length === 0) return null
  return (
    <Card title={t`Sends from`}>
      <ul className={styles.senders}>
        {channel.senders.map((sender) => (
          <li key={sender.id}>
            <span className="tabular">{readablePhone(sender.value)}</span>
            {sender.label ? <span className={styles.reason}>{sender.label}</span> : null}
            {sender.default ? (
              <Chip tone="brand">
                <Trans>Default</Trans>
              </Chip>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
