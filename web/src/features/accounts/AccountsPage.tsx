import { Trans, useLingui } from '@lingui/react/macro'
import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useChoices } from '@/api/choices'
import { http } from '@/api/http'
import { useCan } from '@/api/session'
import type { Account, Named, Page } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { AccountStatus } from '@/ui/AccountStatus'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { EmptyState } from '@/ui/EmptyState'
import { useAmount, useHubDay, useTimes } from '@/ui/format'
import type { Filter, OptionFilter } from '@/ui/list/Filters'
import { type ListColumn, ListView } from '@/ui/list/ListView'
import { PageBody, PageHeader } from '@/ui/Page'
import { TransferMenu } from '@/ui/TransferMenu'
import { AccountDialog } from './AccountDialog'
import styles from './accounts.module.css'
import { BulkAccounts } from './BulkAccounts'

const route = getRouteApi('/shell/people/accounts')

/** All accounts: searched, filtered, ordered, and changed many at a time. */
export function AccountsPage() {
  const { t } = useLingui()
  const { create, ...address } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useCan('CREATE_ACCOUNT')
  const mayChange = useCan('UPDATE_ACCOUNT')
  const mayArchive = useCan('DELETE_ACCOUNT')
  const columns = useColumns()
  const filters = useFilters()
  const open = (creating: true | undefined) =>
    void navigate({ search: (before) => ({ ...before, create: creating }), replace: !creating })
  const add = may ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => open(true)}>
      <Trans>New account</Trans>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader
        title={t`Accounts`}
        actions={
          <>
            <TransferMenu of="accounts" address={address} filters={filters} />
            {add}
          </>
        }
      >
        <Trans>The households and firms you serve, and all that was exchanged with each.</Trans>
      </PageHeader>
      <ListView<Account>
        subject="accounts"
        label={t`Accounts`}
        searchLabel={t`Search by name or account number`}
        columns={columns}
        filters={filters}
        address={address}
        onChange={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
        }
        onOpen={({ id }) =>
          void navigate({ to: '/accounts/$accountId', params: { accountId: id }, search: {} })
        }
        icon={IconBuilding}
        empty={
          <EmptyState icon={IconBuilding} title={t`No account yet`} action={add}>
            <Trans>An account is a customer: a household or a firm, with the people who belong to it.</Trans>
          </EmptyState>
        }
        hint={<Trans>Accounts are found by name and by number.</Trans>}
        bulk={mayChange ? (form) => <BulkAccounts {...form} /> : undefined}
        mayArchive={mayArchive}
      />
      {create && may ? <AccountDialog onClose={() => open(undefined)} /> : null}
    </PageBody>
  )
}

function useFilters(): Filter[] {
  const { t } = useLingui()
  const statuses = useChoices('account-statuses').data ?? []
  const types = useChoices('account-types').data ?? []
  const groups = useChoices('account-groups').data ?? []
  const companies = useQuery({
    queryKey: ['companies', 'names'],
    queryFn: async ({ signal }) => (await http.get<Page<Named>>('/companies', { signal })).items,
  })
  const all: Filter[] = [
    {
      param: 'status',
      label: t`Status`,
      options: statuses.map(({ key, name }) => ({ value: key, label: fromServer(name) })),
    },
    { param: 'type_id', label: t`Type`, options: named(types) },
    { param: 'group_id', label: t`Group`, options: named(groups) },
    { param: 'company_id', label: t`Company`, options: named(companies.data ?? []) },
    { param: 'parent_id', label: t`Part of`, path: '/accounts' },
    {
      param: 'delinquent',
      label: t`Delinquent`,
      options: [
        { value: 'true', label: t`Yes` },
        { value: 'false', label: t`No` },
      ],
    },
    {
      param: 'archived',
      label: t`Archived`,
      options: [
        { value: 'only', label: t`Archived ones only` },
        { value: 'all', label: t`Archived ones too` },
      ],
    },
  ]
  return all
}

function named(choices: Named[]): OptionFilter['options'] {
  return choices.map(({ id, name }) => ({ value: id, label: name }))
}

function useColumns(): [ListColumn<Account>, ...ListColumn<Account>[]] {
  const { t } = useLingui()
  const times = useTimes()
  const billing = useBillingColumns()
  const day = (at: string | null) => (at ? <time dateTime={at}>{times.date(at)}</time> : '')
  return [
    {
      id: 'name',
      header: t`Name`,
      sort: 'name',
      cell: ({ id, name, archived_at, delinquent }) => (
        <span className={styles.person}>
          <Link className={styles.name} to="/accounts/$accountId" params={{ accountId: id }} dir="auto">
            {name}
          </Link>
          {delinquent ? (
            <Chip tone="danger">
              <Trans>Delinquent</Trans>
            </Chip>
          ) : null}
          {archived_at ? (
            <Chip>
              <Trans>Archived</Trans>
            </Chip>
          ) : null}
        </span>
      ),
    },
    {
      id: 'number',
      header: t`Number`,
      sort: 'number',
      cell: ({ number }) => <span className={styles.number}>{number}</span>,
    },
    { id: 'status', header: t`Status`, cell: (account) => <AccountStatus account={account} /> },
    { id: 'type', header: t`Type`, cell: ({ type }) => type?.name ?? '', wide: true },
    {
      id: 'groups',
      header: t`Groups`,
      cell: ({ groups }) => groups.map(({ name }) => name).join(', '),
      wide: true,
      optional: true,
    },
    {
      id: 'company',
      header: t`Company`,
      cell: ({ company }) => <span className={styles.number}>{company?.name}</span>,
      wide: true,
    },
    {
      id: 'parent',
      header: t`Part of`,
      cell: ({ parent }) => parent?.name ?? '',
      wide: true,
      optional: true,
    },
    {
      id: 'activity',
      header: t`Last activity`,
      sort: 'activity',
      cell: ({ last_activity_at }) => day(last_activity_at),
      wide: true,
    },
    {
      id: 'created',
      header: t`Added`,
      sort: 'created',
      cell: ({ created_at }) => day(created_at),
      wide: true,
      optional: true,
    },
    ...billing,
  ]
}

/** What billing says of accounts: shown when it is chosen. */
function useBillingColumns(): ListColumn<Account>[] {
  const { t, i18n } = useLingui()
  const times = useTimes()
  const hubDay = useHubDay()
  const amount = useAmount()
  const optional = { wide: true, optional: true }
  return [
    {
      id: 'activated',
      header: t`Active since`,
      cell: ({ activated_at: at }) => (at ? <time dateTime={at}>{hubDay(at)}</time> : ''),
      ...optional,
    },
    {
      id: 'data_usage',
      header: t`Data used`,
      cell: ({ data_usage_percent: percent }) =>
        percent === null
          ? ''
          : new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(percent / 100),
      align: 'end',
      ...optional,
    },
    {
      id: 'next_bill',
      header: t`Next bill`,
      cell: ({ next_bill_on: on }) => (on ? <time dateTime={on}>{times.calendarDay(on)}</time> : ''),
      ...optional,
    },
    {
      id: 'next_charge',
      header: t`Next charge`,
      cell: ({ next_recurring_charge: charge }) => (
        <span className={styles.number}>{charge === null ? '' : amount(charge)}</span>
      ),
      align: 'end',
      ...optional,
    },
  ]
}
