import { Trans, useLingui } from '@lingui/react/macro'
import { IconArchive, IconArrowLeft, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Account, ID } from '@/api/types'
import { AccountStatus } from '@/ui/AccountStatus'
import { ArchivedNote } from '@/ui/ArchivedNote'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Journal } from '@/ui/journal/Journal'
import { Timeline } from '@/ui/journal/Timeline'
import { Loading } from '@/ui/Loading'
import { Menu } from '@/ui/Menu'
import { NotThere } from '@/ui/NotThere'
import { notify } from '@/ui/notify'
import { PageBody, PageHeader } from '@/ui/Page'
import { PeopleOf } from '@/ui/PeopleOf'
import { Tabs } from '@/ui/Tabs'
import { useArchive } from '@/ui/useArchive'
import { AccountDialog } from './AccountDialog'
import { AccountOverview } from './AccountOverview'
import styles from './accounts.module.css'

const route = getRouteApi('/shell/people/accounts/$accountId')

/** One account: what is known, who belongs to it, and all that was exchanged. */
export function AccountPage() {
  const { accountId } = route.useParams()
  const account = useQuery<Account, Problem>({
    queryKey: ['accounts', accountId],
    queryFn: ({ signal }) => http.get<Account>(`/accounts/${accountId}`, { signal }),
  })
  const back = (
    <Link className={styles.back} to="/accounts">
      <IconArrowLeft size={16} />
      <Trans>All accounts</Trans>
    </Link>
  )
  if (account.error?.status === 404) return <NotThere problem={account.error} back={back} />
  return (
    <PageBody>
      {back}
      {account.error ? <ErrorNote error={account.error} onRetry={() => void account.refetch()} /> : null}
      {account.isPending ? <Loading /> : null}
      {account.data ? <Content account={account.data} /> : null}
    </PageBody>
  )
}

function Content({ account }: { account: Account }) {
  const { t } = useLingui()
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayDelete = useCan('DELETE_ACCOUNT')
  const maySeeCalls = useCan('READ_CALL_LOG')
  const { restore, pending } = useArchive('accounts')
  const tabs = [
    { id: 'overview', label: t`Overview`, content: () => <AccountOverview account={account} /> },
    {
      id: 'contacts',
      label: t`Contacts`,
      content: () => <PeopleOf owner={{ kind: 'account', id: account.id, name: account.name }} />,
    },
    { id: 'correspondence', label: t`Correspondence`, content: () => <Correspondence id={account.id} /> },
    {
      id: 'notes',
      label: t`Notes`,
      content: () => <Journal kind="notes" about={{ account_id: account.id }} />,
    },
    ...(maySeeCalls
      ? [
          {
            id: 'calls',
            label: t`Call log`,
            content: () => <Journal kind="call-logs" about={{ account_id: account.id }} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader title={account.name} actions={<Acts account={account} />}>
        <span className={styles.marks}>
          <AccountStatus account={account} />
          {account.delinquent ? (
            <Chip tone="danger">
              <Trans>Delinquent</Trans>
            </Chip>
          ) : null}
          <span>
            {[account.number, account.type?.name, account.company?.name].filter(Boolean).join(' · ')}
          </span>
        </span>
      </PageHeader>
      {account.archived_at ? (
        <ArchivedNote
          since={account.archived_at}
          onRestore={mayDelete ? () => restore(account.id) : undefined}
          pending={pending}
        />
      ) : null}
      <Tabs
        label={t`Parts of the account`}
        tabs={tabs}
        value={tabs.some(({ id }) => id === tab) ? tab : 'overview'}
        onChange={(id) =>
          void navigate({ search: { tab: id === 'overview' ? undefined : id }, replace: true })
        }
      />
    </>
  )
}

function Acts({ account }: { account: Account }) {
  const { t } = useLingui()
  const mayChange = useCan('UPDATE_ACCOUNT')
  const mayDelete = useCan('DELETE_ACCOUNT')
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { archive } = useArchive('accounts')
  const entries = [
    ...(account.archived_at
      ? []
      : [{ id: 'archive', label: t`Archive`, icon: IconArchive, run: () => archive(account.id) }]),
    { id: 'delete', label: t`Delete…`, icon: IconTrash, danger: true, run: () => setOpen('delete') },
  ]
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/accounts/${account.id}`),
    onSuccess: async () => {
      await navigate({ to: '/accounts' })
      queries.removeQueries({ queryKey: ['accounts', account.id] })
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      notify.done(t`${account.name} was deleted.`)
    },
  })
  return (
    <>
      {mayChange ? (
        <Button leftSection={<IconPencil size={16} />} onClick={() => setOpen('edit')}>
          <Trans>Edit</Trans>
        </Button>
      ) : null}
      {mayDelete ? (
        <Menu entries={entries}>
          <IconButton icon={IconDots} label={t`More`} />
        </Menu>
      ) : null}
      {open === 'edit' ? <AccountDialog account={account} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        title={t`Delete ${account.name}?`}
        opened={open === 'delete'}
        onClose={() => setOpen(null)}
        act={t`Delete account`}
        onConfirm={() => remove.mutate()}
        pending={remove.isPending}
        error={remove.error}
      >
        <p>
          <Trans>
            Only an account without people and without accounts that are part of it can be deleted. What was
            exchanged stays.
          </Trans>
        </p>
      </ConfirmDialog>
    </>
  )
}

function Correspondence({ id }: { id: ID }) {
  return (
    <Timeline
      path={`/accounts/${id}/correspondence`}
      of={id}
      query={{ journal: true }}
      empty={<Trans>Messages with the people of this account appear here, whatever the channel.</Trans>}
    />
  )
}
