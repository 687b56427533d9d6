import { Trans, useLingui } from '@lingui/react/macro'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { User } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { PasswordLinkDialog } from './PasswordLinkDialog'
import styles from './settings.module.css'
import { UserDialog } from './UserDialog'

/** Who may log in, with which role. */
export function UsersPage() {
  const { t } = useLingui()
  const mayAdd = useCan('CREATE_USER')
  const mayChange = useCan('UPDATE_USER')
  const [open, setOpen] = useState<User | 'new' | null>(null)
  const [linked, setLinked] = useState<User | null>(null)
  const list = usePaged<User>(['users'], '/users')
  const columns = useColumns(mayChange ? setOpen : undefined)
  const add = mayAdd ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      <Trans>Add user</Trans>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t`Users`} actions={add}>
        <Trans>Who may log in, and with which role.</Trans>
      </PageHeader>
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {list.loading || list.error ? null : (
        <DataTable
          label={t`Users`}
          columns={columns}
          rows={list.rows}
          rowKey={({ id }) => id}
          onOpen={mayChange ? setOpen : undefined}
          onMore={list.more}
          loadingMore={list.loadingMore}
          empty={<EmptyState icon={IconUsers} title={t`No user yet`} action={add} />}
        />
      )}
      {open ? (
        <UserDialog
          user={open === 'new' ? undefined : open}
          onClose={() => setOpen(null)}
          onInvited={mayChange ? setLinked : undefined}
        />
      ) : null}
      {linked ? <PasswordLinkDialog user={linked} onClose={() => setLinked(null)} /> : null}
    </PageBody>
  )
}

function useColumns(onOpen: ((user: User) => void) | undefined): Column<User>[] {
  const { t } = useLingui()
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: (row) =>
        onOpen ? (
          <button type="button" className={styles.nameButton} onClick={() => onOpen(row)}>
            {row.name}
          </button>
        ) : (
          row.name
        ),
    },
    { id: 'email', header: t`Email`, cell: ({ email }) => email, wide: true },
    { id: 'role', header: t`Role`, cell: ({ role }) => fromServer(role.name) },
    {
      id: 'extension',
      header: t`Extension`,
      cell: ({ extension }) => <span className="tabular">{extension}</span>,
      wide: true,
    },
    {
      id: 'active',
      header: t`Status`,
      cell: (row) => <Status user={row} />,
    },
  ]
}

function Status({ user }: { user: User }) {
  if (!user.active) {
    return (
      <Chip>
        <Trans>Deactivated</Trans>
      </Chip>
    )
  }
  return (
    <span className={styles.status}>
      {user.invited ? (
        <Chip tone="warn">
          <Trans>Invited</Trans>
        </Chip>
      ) : (
        <Chip tone="ok">
          <Trans>Active</Trans>
        </Chip>
      )}
      {user.totp ? (
        <Chip tone="brand">
          <Trans>Second factor</Trans>
        </Chip>
      ) : null}
    </span>
  )
}
