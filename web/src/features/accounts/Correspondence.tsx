import { Trans, useLingui } from '@lingui/react/macro'
import { IconMessages } from '@tabler/icons-react'
import type { Account } from '@/api/types'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { useTimes } from '@/ui/format'
import { Timeline } from '@/ui/journal/Timeline'
import styles from './Correspondence.module.css'
import { CorrespondenceFilters } from './CorrespondenceFilters'
import { type CorrespondenceAddress, everything, narrowed, queryOf } from './correspondenceAddress'

interface Props {
  account: Account
  /** What is shown of it: parts of the page's address. */
  address: CorrespondenceAddress
  onChange: (change: CorrespondenceAddress) => void
}

/** Everything exchanged with the people of the account, over every channel, newest first. */
export function Correspondence({ account, address, onChange }: Props) {
  return (
    <div className={styles.stack}>
      <CorrespondenceFilters account={account} address={address} onChange={onChange} />
      <Timeline
        path={`/accounts/${account.id}/correspondence`}
        of={account.id}
        query={queryOf(address, useTimes())}
        nothing={narrowed(address) ? <NothingFound onReset={() => onChange(everything)} /> : <NothingYet />}
      />
    </div>
  )
}

function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useLingui()
  return (
    <EmptyState
      icon={IconMessages}
      title={t`Nothing found`}
      action={
        <Button onClick={onReset}>
          <Trans>Show everything</Trans>
        </Button>
      }
    >
      <Trans>Nothing in the correspondence is as the filters ask.</Trans>
    </EmptyState>
  )
}

function NothingYet() {
  const { t } = useLingui()
  return (
    <EmptyState icon={IconMessages} title={t`Nothing was exchanged yet`}>
      <Trans>Messages with the people of this account appear here, whatever the channel.</Trans>
    </EmptyState>
  )
}
