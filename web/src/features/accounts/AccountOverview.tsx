import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Account } from '@/api/types'
import { AccountStatus } from '@/ui/AccountStatus'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { useTimes } from '@/ui/format'
import styles from './accounts.module.css'

export function AccountOverview({ account }: { account: Account }) {
  const { t } = useLingui()
  const times = useTimes()
  const parent = account.parent ? (
    <Link className={styles.link} to="/accounts/$accountId" params={{ accountId: account.parent.id }}>
      {account.parent.name}
    </Link>
  ) : (
    ''
  )
  return (
    <Card title={t`Details`}>
      <Facts
        entries={[
          { label: t`Number`, value: account.number },
          { label: t`Status`, value: account.status ? <AccountStatus status={account.status} /> : '' },
          { label: t`Company`, value: account.company?.name ?? '' },
          { label: t`Part of`, value: parent },
          { label: t`Note`, value: account.note },
          { label: t`Added`, value: times.short(account.created_at) },
          { label: t`Changed`, value: times.short(account.updated_at) },
        ]}
      />
    </Card>
  )
}
