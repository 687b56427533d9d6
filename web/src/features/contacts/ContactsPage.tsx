import { Trans, useLingui } from '@lingui/react/macro'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useChoices } from '@/api/choices'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { type OwnerKind, ownerKinds, ownerOf, ownerPaths } from '@/lib/owner'
import { fromServer } from '@/locales/server/fromServer'
import { Avatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { Chip } from '@/ui/Chip'
import { EmptyState } from '@/ui/EmptyState'
import { useTimes } from '@/ui/format'
import type { Filter } from '@/ui/list/Filters'
import { type ListColumn, ListView } from '@/ui/list/ListView'
import { PageBody, PageHeader } from '@/ui/Page'
import { TransferMenu } from '@/ui/TransferMenu'
import { useConsentWords } from '@/ui/useConsentWords'
import { BulkContacts } from './BulkContacts'
import { ContactDialog } from './ContactDialog'
import { pictureOf } from './ContactFace'
import styles from './contacts.module.css'
import { useLanguages } from './useLanguages'
import { useOwnerWords } from './useOwnerWords'

const route = getRouteApi('/shell/people/contacts')

/** All people: searched, filtered, ordered, and changed many at a time. */
export function ContactsPage() {
  const { t } = useLingui()
  const { create, account, network_site: site, vendor, ...address } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useCan('CREATE_CONTACT')
  const mayChange = useCan('UPDATE_CONTACT')
  const mayArchive = useCan('DELETE_CONTACT')
  const columns = useColumns()
  const filters = useFilters()
  const add = may ? (
    <Button
      kind="primary"
      leftSection={<IconPlus size={16} />}
      onClick={() => void navigate({ search: (before) => ({ ...before, create: true }) })}
    >
      <Trans>New contact</Trans>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader
        title={t`People`}
        actions={
          <>
            <TransferMenu of="contacts" address={address} filters={filters} />
            {add}
          </>
        }
      >
        <Trans>Everyone you write with, and how to reach them.</Trans>
      </PageHeader>
      <ListView<Contact>
        subject="contacts"
        label={t`People`}
        searchLabel={t`Search by name or number`}
        columns={columns}
        filters={filters}
        address={address}
        onChange={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
        }
        onOpen={({ id }) =>
          void navigate({ to: '/contacts/$contactId', params: { contactId: id }, search: {} })
        }
        icon={IconUsers}
        empty={
          <EmptyState icon={IconUsers} title={t`Nobody here yet`} action={add}>
            <Trans>
              A contact is a person with numbers and addresses. Whoever writes to you can be added too.
            </Trans>
          </EmptyState>
        }
        hint={
          <Trans>Numbers are found in any notation: 514 555 0142, (514) 555-0142 or the last digits.</Trans>
        }
        bulk={mayChange ? (form) => <BulkContacts {...form} /> : undefined}
        mayArchive={mayArchive}
      />
      {create && may ? (
        <ContactDialog
          of={first({ account, network_site: site, vendor })}
          onClose={() => void navigate({ search: () => address, replace: true })}
        />
      ) : null}
    </PageBody>
  )
}

/** The owner that the address names. */
function first(named: Record<OwnerKind, string | undefined>) {
  const kind = ownerKinds.find((each) => named[each])
  const id = kind && named[kind]
  return kind && id ? { kind, id } : undefined
}

function useFilters(): Filter[] {
  const { t } = useLingui()
  const say = useConsentWords()
  const mayRead = useCan('READ_MESSAGE_CATEGORY')
  const tags = useChoices('contact-tags').data ?? []
  const categories = useChoices('messaging-categories', mayRead).data ?? []
  const languages = useLanguages('')
  const { words, seen } = useOwnerWords()
  const named = (choices: { id: string; name: string }[]) =>
    choices.map(({ id, name }) => ({ value: id, label: fromServer(name) }))
  const states = (['opted_in', 'opted_out', 'none'] as const).map((state) => ({
    value: state,
    label: say.state(state).word,
  }))
  const yesNo = [
    { value: 'true', label: t`Yes` },
    { value: 'false', label: t`No` },
  ]
  return [
    { param: 'tag_id', label: t`Tag`, options: named(tags) },
    ...(mayRead ? [{ param: 'category_id', label: t`Messaging category`, options: named(categories) }] : []),
    ...seen.map((kind) => ({ param: `${kind}_id`, label: words[kind].label, path: ownerPaths[kind] })),
    { param: 'language', label: t`Language`, options: languages },
    { param: 'sms_opt_in', label: t`Texts`, options: states },
    { param: 'marketing_opt_in', label: t`Marketing`, options: states },
    { param: 'has_phone', label: t`Has a number`, options: yesNo },
    { param: 'has_email', label: t`Has an email`, options: yesNo },
    {
      param: 'archived',
      label: t`Archived`,
      options: [
        { value: 'only', label: t`Archived ones only` },
        { value: 'all', label: t`Archived ones too` },
      ],
    },
  ]
}

function useColumns(): [ListColumn<Contact>, ...ListColumn<Contact>[]] {
  const { t } = useLingui()
  const times = useTimes()
  const names = useLanguages('')
  const day = (at: string | null) => (at ? <time dateTime={at}>{times.date(at)}</time> : '')
  const chips = (of: { id: string; name: string }[]) => (
    <span className={styles.marks}>
      {of.map(({ id, name }) => (
        <Chip key={id}>{fromServer(name)}</Chip>
      ))}
    </span>
  )
  return [
    {
      id: 'name',
      header: t`Name`,
      sort: 'name',
      cell: (contact) => (
        <span className={styles.person}>
          <Avatar name={contact.name} size={28} src={pictureOf(contact)} />
          <Link
            className={styles.name}
            to="/contacts/$contactId"
            params={{ contactId: contact.id }}
            dir="auto"
          >
            {contact.name}
          </Link>
          {contact.archived_at ? (
            <Chip>
              <Trans>Archived</Trans>
            </Chip>
          ) : null}
        </span>
      ),
    },
    { id: 'addresses', header: t`Addresses`, cell: ({ addresses }) => <Addresses contact={addresses} /> },
    {
      id: 'account',
      header: t`Belongs to`,
      cell: (contact) => <span dir="auto">{ownerOf(contact).name}</span>,
      wide: true,
    },
    { id: 'role', header: t`Role`, cell: ({ role }) => role, wide: true, optional: true },
    { id: 'tags', header: t`Tags`, cell: ({ tags }) => chips(tags), wide: true },
    {
      id: 'categories',
      header: t`Messaging categories`,
      cell: ({ messaging_categories: categories }) => chips(categories),
      wide: true,
      optional: true,
    },
    {
      id: 'language',
      header: t`Language`,
      cell: ({ language }) => names.find(({ value }) => value === language)?.label ?? language,
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
