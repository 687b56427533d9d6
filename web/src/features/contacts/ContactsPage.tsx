import { Trans, useLingui } from '@lingui/react/macro'
import { IconPlus, IconUserSearch, IconUsers } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { Avatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { TransferMenu } from '@/ui/TransferMenu'
import { ContactDialog } from './ContactDialog'
import styles from './contacts.module.css'

const route = getRouteApi('/shell/people/contacts')

/** All people, found by name or number as one types. */
export function ContactsPage() {
  const { t } = useLingui()
  const { q = '', create, account } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useCan('CREATE_CONTACT')
  const list = usePaged<Contact>(['contacts'], '/contacts', { q })
  const add = may ? (
    <Button
      kind="primary"
      leftSection={<IconPlus size={16} />}
      onClick={() => void navigate({ search: (before) => ({ ...before, create: true }) })}
    >
      <Trans>New contact</Trans>
    </Button>
  ) : null
  const close = () => void navigate({ search: { q: q || undefined }, replace: true })
  return (
    <PageBody>
      <PageHeader
        title={t`People`}
        actions={
          <>
            <TransferMenu of="contacts" query={{ q }} />
            {add}
          </>
        }
      >
        <Trans>Everyone you write with, and how to reach them.</Trans>
      </PageHeader>
      <SearchField
        label={t`Search by name or number`}
        value={q}
        onSearch={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
      />
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {list.loading || list.error ? null : <List list={list} q={q} add={add} />}
      {create && may ? <ContactDialog accountId={account} onClose={close} /> : null}
    </PageBody>
  )
}

interface ListProps {
  list: ReturnType<typeof usePaged<Contact>>
  q: string
  add: React.ReactNode
}

function List({ list, q, add }: ListProps) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const columns = useColumns()
  const empty = q ? (
    <EmptyState icon={IconUserSearch} title={t`Nobody found for “${q}”`}>
      <Trans>Numbers are found in any notation: 514 555 0142, (514) 555-0142 or the last digits.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={IconUsers} title={t`Nobody here yet`} action={add}>
      <Trans>A contact is a person with numbers and addresses. Whoever writes to you can be added too.</Trans>
    </EmptyState>
  )
  return (
    <DataTable
      label={t`People`}
      columns={columns}
      rows={list.rows}
      rowKey={({ id }) => id}
      onOpen={({ id }) =>
        void navigate({ to: '/contacts/$contactId', params: { contactId: id }, search: {} })
      }
      onMore={list.more}
      loadingMore={list.loadingMore}
      empty={empty}
    />
  )
}

function useColumns(): Column<Contact>[] {
  const { t } = useLingui()
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ id, name }) => (
        <span className={styles.person}>
          <Avatar name={name} size={28} />
          <Link className={styles.name} to="/contacts/$contactId" params={{ contactId: id }} dir="auto">
            {name}
          </Link>
        </span>
      ),
    },
    {
      id: 'addresses',
      header: t`Addresses`,
      cell: ({ addresses }) => <Addresses contact={addresses} />,
    },
    { id: 'account', header: t`Account`, cell: ({ account }) => account?.name ?? '', wide: true },
    { id: 'role', header: t`Role`, cell: ({ role }) => role, wide: true },
  ]
}

const shownAddresses = 2

function Addresses({ contact: addresses }: { contact: Contact['addresses'] }) {
  const { t } = useLingui()
  const more = addresses.length - shownAddresses
  return (
    <span className={styles.addresses}>
      {addresses.slice(0, shownAddresses).map(({ id, kind, display, value }) => (
        <span key={id} className={styles.address}>
          <ChannelGlyph kind={kind} size={14} />
          {display || value}
        </span>
      ))}
      {more > 0 ? <span className={styles.meta}>{t`and ${more} more`}</span> : null}
    </span>
  )
}
