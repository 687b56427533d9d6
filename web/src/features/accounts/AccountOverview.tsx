import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import type { Account } from '@/api/types'
import { AccountStatus } from '@/ui/AccountStatus'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { useCustomFacts } from '@/ui/CustomFields'
import { ErrorNote } from '@/ui/ErrorNote'
import { Facts } from '@/ui/Facts'
import { useAmount, useHubDay, useTimes } from '@/ui/format'
import styles from './accounts.module.css'

/** What is known of the account, and the accounts that belong to it. */
export function AccountOverview({ account }: { account: Account }) {
  const { t } = useLingui()
  const times = useTimes()
  const hubDay = useHubDay()
  const amount = useAmount()
  const custom = useCustomFacts('account', account.custom_fields)
  const { parent, groups } = account
  return (
    <div className={styles.stack}>
      <Card title={t`Details`}>
        <Facts
          entries={[
            { label: t`Number`, value: account.number },
            { label: t`Type`, value: account.type?.name ?? '' },
            { label: t`Groups`, value: groups.length > 0 ? <Groups account={account} /> : '' },
            { label: t`Company`, value: account.company?.name ?? '' },
            { label: t`Part of`, value: parent ? <AccountLink account={parent} /> : '' },
            {
              label: t`Active since`,
              value: account.activated_at ? hubDay(account.activated_at) : '',
            },
            {
              label: t`Data used`,
              value:
                account.data_usage_percent === null ? '' : <Usage percent={account.data_usage_percent} />,
            },
            {
              label: t`Next bill`,
              value: account.next_bill_on ? times.calendarDay(account.next_bill_on) : '',
            },
            {
              label: t`Next charge`,
              value: account.next_recurring_charge === null ? '' : amount(account.next_recurring_charge),
            },
            ...custom,
            { label: t`Note`, value: account.note },
            {
              label: t`Last activity`,
              value: account.last_activity_at ? times.short(account.last_activity_at) : '',
            },
            { label: t`Added`, value: times.short(account.created_at) },
            { label: t`Changed`, value: times.short(account.updated_at) },
          ]}
        />
      </Card>
      <Children account={account} />
    </div>
  )
}

/** How much of its plan an account has used; more than all of it stands out. */
function Usage({ percent }: { percent: number }) {
  const { i18n } = useLingui()
  const words = new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(percent / 100)
  return percent > 100 ? <Chip tone="danger">{words}</Chip> : words
}

function Groups({ account }: { account: Account }) {
  return (
    <span className={styles.marks}>
      {account.groups.map(({ id, name }) => (
        <Chip key={id}>{name}</Chip>
      ))}
    </span>
  )
}

function AccountLink({ account }: { account: { id: string; name: string } }) {
  return (
    <Link className={styles.link} to="/accounts/$accountId" params={{ accountId: account.id }} dir="auto">
      {account.name}
    </Link>
  )
}

/** The accounts that are part of this one; nothing where there are none. */
function Children({ account }: { account: Account }) {
  const { t } = useLingui()
  const list = usePaged<Account>(['accounts', 'children'], '/accounts', { parent_id: account.id })
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.rows.length === 0) return null
  return (
    <Card title={t`Accounts that are part of it`}>
      <ul className={styles.children}>
        {list.rows.map((child) => (
          <li key={child.id}>
            <AccountLink account={child} />
            <span className="tabular">{child.number}</span>
            <AccountStatus account={child} />
          </li>
        ))}
      </ul>
      {list.more ? (
        <Button onClick={list.more} loading={list.loadingMore}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </Card>
  )
}
