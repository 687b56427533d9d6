import { Trans, useLingui } from '@lingui/react/macro'
import { IconDeviceMobile } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Customers } from './Customers'
import { Handset } from './Handset'
import { Happenings } from './Happenings'
import styles from './SimulatorPage.module.css'
import { useSimulatedChannels } from './useSimulatedChannels'

const route = getRouteApi('/shell/simulator')

/** The visitor is the customer: texts the hub from a handset and sees what the hub does. */
export function SimulatorPage() {
  const { t } = useLingui()
  const channels = useSimulatedChannels()
  const { channel: wanted, number = '' } = route.useSearch()
  if (channels.error) {
    return (
      <div className={styles.broken}>
        <ErrorNote error={channels.error} onRetry={() => void channels.refetch()} />
      </div>
    )
  }
  if (!channels.data) return null
  const channel = channels.data.find(({ id }) => id === wanted) ?? channels.data[0]
  if (!channel) return <NoChannel />
  return (
    <div className={styles.page} data-picked={number !== ''}>
      <h1 className="visually-hidden">{t`Simulator`}</h1>
      <Customers channels={channels.data} channel={channel} number={number} />
      <Handset key={`${channel.id} ${number}`} channel={channel} number={number} />
      <Happenings channel={channel} number={number} />
    </div>
  )
}

function NoChannel() {
  const { t } = useLingui()
  const may = useCan('CREATE_CHANNEL')
  const action = may ? (
    <Link className={styles.link} to="/settings/channels">
      <Trans>Add a channel of kind “Simulator”</Trans>
    </Link>
  ) : null
  return (
    <EmptyState icon={IconDeviceMobile} title={t`There is no simulated channel`} action={action} page>
      {may ? (
        <Trans>
          Here you play the customer: you text the hub from a handset, and nothing leaves this machine.
        </Trans>
      ) : (
        <Trans>Someone who may manage channels can add one.</Trans>
      )}
    </EmptyState>
  )
}
