import { Trans, useLingui } from '@lingui/react/macro'
import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { Account } from '@/api/types'
import { AccountStatus } from '@/ui/AccountStatus'
import { Button } from '@/ui/Button'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { TransferMenu } from '@/ui/TransferMenu'
import { AccountDialog } from './AccountDialog'
import styles from './accounts.module.css'

const route = getRouteApi('/shell/people/accounts')

/** All accounts, found by name or number as one types. */
export function AccountsPage() {
  const { t } = useLingui()
  const { q = '', create } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useCan('CREATE_ACCOUNT')
  const columns = useColumns()
  const list = usePaged<Account>(['accounts'], '/accounts', { q })
  const add = may ? (
    <Button
      kind="primary"
      leftSection={<IconPlus size={16} />}
      onClick={() => void navigate({ search: (before) => ({ ...before, create: true }) })}
    >
      <Trans>New account</Trans>
    </Button>
  ) : null
  const empty = q ? (
    <EmptyState icon={IconBuilding} title={t`No account found for “${q}”`}>
      <Trans>Accounts are found by name and by number.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={IconBuilding} title={t`No account yet`} action={add}>
      <Trans>An account is a customer: a household or a firm, with the people who belong to it.</Trans>
    </EmptyState>
  )
  return (
    <PageBody>
      <PageHeader
        title={t`Accounts`}
        actions={
          <>
            <TransferMenu of="accounts" query={{ q }} />
            {add}
          </>
        }
      >
        <Trans>The households and firms you serve, and all that was exchanged with each.</Trans>
      </PageHeader>
      <SearchField
        label={t`Search by name or account number`}
        value={q}
        onSearch={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
      />
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {list.loading || list.error ? null : (
        <DataTable
          label={t`Accounts`}
          columns={columns}
          rows={list.rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) =>
            void navigate({ to: '/accounts/$accountId', params: { accountId: id }, search: {} })
          }
          onMore={list.more}
          loadingMore={list.loadingMore}
          empty={empty}
        />
      )}
      {create && may ? (
        <AccountDialog onClose={() => void navigate({ search: { q: q || undefined }, replace: true })} />
      ) : null}
    </PageBody>
  )
}

function useColumns(): Column<Account>[] {
  const { t } = useLingui()
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ id, name }) => (
        <Link className={styles.name} to="/accounts/$accountId" params={{ accountId: id }} dir="auto">
          {name}
        </Link>
      ),
    },
    { id: 'number', header: t`Number`, cell: ({ number }) => <span className="tabular">{number}</span> },
    { id: 'company', header: t`Company`, cell: ({ company }) => company?.name ?? '', wide: true },
    { id: 'status', header: t`Status`, cell: ({ status }) => <AccountStatus status={status} /> },
  ]
}
