import { Trans, useLingui } from '@lingui/react/macro'
import { IconInbox, IconPlug, IconSearchOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCan } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import type { Filter } from './store/filter'
import { useWritableSenders } from './useWritableSenders'

/** What an empty list says: why it is empty, and the one next thing to do. */
export function NothingHere({ filter }: { filter: Filter }) {
  const { t } = useLingui()
  if (filter.q) {
    return (
      <EmptyState icon={IconSearchOff} title={t`Nothing found`}>
        <Trans>Search by name, by number in any notation, or by words of a message.</Trans>
      </EmptyState>
    )
  }
  if (filter.unread || filter.channel) {
    return (
      <EmptyState icon={IconInbox} title={filter.unread ? t`All read` : t`No conversations here`}>
        {filter.unread ? (
          <Trans>New messages will appear here.</Trans>
        ) : (
          <Trans>This channel has none yet.</Trans>
        )}
      </EmptyState>
    )
  }
  return <NothingYet />
}

function NothingYet() {
  const { t } = useLingui()
  const senders = useWritableSenders()
  const mayConnect = useCan('CREATE_CHANNEL')
  if (senders?.length === 0 && mayConnect) {
    return (
      <EmptyState
        icon={IconPlug}
        title={t`No channel yet`}
        action={<Link to="/settings/channels">{t`Add a channel`}</Link>}
      >
        <Trans>
          Messages come over channels: a number at a provider, or the simulator to try things out.
        </Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconInbox} title={t`No conversations yet`}>
      <Trans>What customers write, over any channel, comes here. Write the first message with New.</Trans>
    </EmptyState>
  )
}
