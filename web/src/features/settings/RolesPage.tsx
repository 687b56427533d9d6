import { Trans, useLingui } from '@lingui/react/macro'
import { IconCopy, IconPlus, IconShieldLock, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '@/api/session'
import type { Role } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { DeleteRole } from './DeleteRole'
import { useRoles } from './roleQueries'
import styles from './roles.module.css'

/** The roles that there are. */
export function RolesPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const mayAdd = useCan('CREATE_ROLE')
  const roles = useRoles()
  const [removing, setRemoving] = useState<Role | null>(null)
  const columns = useColumns(setRemoving)
  const open = (roleId: string) => void navigate({ to: '/settings/roles/$roleId', params: { roleId } })
  const add = mayAdd ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => open('new')}>
      <Trans>Add role</Trans>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t`Roles`} actions={add}>
        <Trans>What each role permits. A user has one role.</Trans>
      </PageHeader>
      {roles.error ? <ErrorNote error={roles.error} onRetry={() => void roles.refetch()} /> : null}
      {roles.isPending ? <Loading /> : null}
      {roles.data ? (
        <DataTable
          label={t`Roles`}
          columns={columns}
          rows={roles.data}
          rowKey={({ id }) => id}
          onOpen={({ id }) => open(id)}
          empty={<EmptyState icon={IconShieldLock} title={t`No role yet`} action={add} />}
        />
      ) : null}
      {removing ? <DeleteRole role={removing} onClose={() => setRemoving(null)} /> : null}
    </PageBody>
  )
}

function useColumns(onRemove: (role: Role) => void): Column<Role>[] {
  const { t } = useLingui()
  const mayCopy = useCan('CREATE_ROLE')
  const mayDelete = useCan('DELETE_ROLE')
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ id, name, builtin }) => (
        <span className={styles.name}>
          <Link to="/settings/roles/$roleId" params={{ roleId: id }} className={styles.link} dir="auto">
            {builtin ? fromServer(name) : name}
          </Link>
          {builtin ? (
            <Chip>
              <Trans>Built in</Trans>
            </Chip>
          ) : null}
        </span>
      ),
    },
    {
      id: 'permissions',
      header: t`Permissions`,
      cell: ({ permissions }) => <span className="tabular">{permissions.length}</span>,
      wide: true,
    },
    {
      id: 'totp',
      header: t`Second factor`,
      cell: ({ totp_required: required }) => (required ? t`Required` : t`As the user likes`),
      wide: true,
    },
    {
      id: 'acts',
      header: <span className="visually-hidden">{t`Copy or delete`}</span>,
      align: 'end',
      width: '96px',
      cell: (role) => (
        <span className={styles.acts}>
          {mayCopy ? <CopyRole role={role} /> : null}
          {mayDelete && !role.builtin ? (
            <IconButton icon={IconTrash} label={t`Delete ${role.name}`} onClick={() => onRemove(role)} />
          ) : null}
        </span>
      ),
    },
  ]
}

function CopyRole({ role }: { role: Role }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const copy = () =>
    void navigate({ to: '/settings/roles/$roleId', params: { roleId: 'new' }, search: { copy: role.id } })
  return <IconButton icon={IconCopy} label={t`Copy ${fromServer(role.name)}`} onClick={copy} />
}
