import { Trans, useLingui } from '@lingui/react/macro'
import { IconArchive, IconDots, IconPencil, IconPlus, IconUsers } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import type { Owner } from '@/lib/owner'
import { Chip } from './Chip'
import { type Column, DataTable } from './DataTable'
import { EmptyState } from './EmptyState'
import { ErrorNote } from './ErrorNote'
import { IconButton } from './IconButton'
import { Loading } from './Loading'
import { Menu } from './Menu'
import styles from './PeopleOf.module.css'
import { useArchive } from './useArchive'

/** The people who belong to an account, a network site or a vendor. */
export function PeopleOf({ owner }: { owner: Owner }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const may = useCan('CREATE_CONTACT')
  const columns = useColumns()
  const list = usePaged<Contact>(['contacts', 'of-owner'], '/contacts', { [`${owner.kind}_id`]: owner.id })
  const add = may ? (
    <Link className={styles.add} to="/contacts" search={{ create: true, [owner.kind]: owner.id }}>
      <IconPlus size={16} />
      <Trans>Add contact</Trans>
    </Link>
  ) : null
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.loading) return <Loading />
  return (
    <div className={styles.stack}>
      {list.rows.length > 0 ? add : null}
      <DataTable
        label={t`Contacts of ${owner.name}`}
        columns={columns}
        rows={list.rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
        onMore={list.more}
        loadingMore={list.loadingMore}
        empty={
          <EmptyState icon={IconUsers} title={t`Nobody belongs to it yet`} action={add}>
            <Trans>Add the people you write with about it.</Trans>
          </EmptyState>
        }
      />
    </div>
  )
}

function useColumns(): Column<Contact>[] {
  const { t } = useLingui()
  const mayAct = [useCan('UPDATE_CONTACT'), useCan('DELETE_CONTACT')].includes(true)
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ id, name, primary }) => (
        <span className={styles.person}>
          <Link className={styles.name} to="/contacts/$contactId" params={{ contactId: id }} dir="auto">
            {name}
          </Link>
          {primary ? (
            <Chip tone="brand">
              <Trans>Main contact</Trans>
            </Chip>
          ) : null}
        </span>
      ),
    },
    { id: 'role', header: t`Role`, cell: ({ role }) => role, wide: true },
    {
      id: 'addresses',
      header: t`Addresses`,
      cell: ({ addresses }) => (
        <span className="tabular">{addresses.map(({ display, value }) => display || value).join(', ')}</span>
      ),
    },
    ...(mayAct
      ? [
          {
            id: 'acts',
            header: '',
            width: '56px',
            align: 'end' as const,
            cell: (contact: Contact) => <Acts contact={contact} />,
          },
        ]
      : []),
  ]
}

/** What can be done to the person without leaving the owner. */
function Acts({ contact: { id, name } }: { contact: Contact }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const mayEdit = useCan('UPDATE_CONTACT')
  const mayArchive = useCan('DELETE_CONTACT')
  const { archive } = useArchive('contacts')
  const edit = () => void navigate({ to: '.', search: (before) => ({ ...before, edit: id }) })
  const entries = [
    ...(mayEdit ? [{ id: 'edit', label: t`Edit contact`, icon: IconPencil, run: edit }] : []),
    ...(mayArchive ? [{ id: 'archive', label: t`Archive`, icon: IconArchive, run: () => archive(id) }] : []),
  ]
  return (
    <Menu entries={entries}>
      <IconButton icon={IconDots} label={t`Edit menu of ${name}`} size={16} />
    </Menu>
  )
}
