import { Trans, useLingui } from '@lingui/react/macro'
import { IconArchive, IconArrowLeft, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useMatchRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { ownerOf } from '@/lib/owner'
import { ArchivedNote } from '@/ui/ArchivedNote'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Loading } from '@/ui/Loading'
import { Menu } from '@/ui/Menu'
import { NotThere } from '@/ui/NotThere'
import { useArchive } from '@/ui/useArchive'
import { ActivityCard } from './ActivityCard'
import { ContactDialog } from './ContactDialog'
import { ContactFace } from './ContactFace'
import styles from './contacts.module.css'
import { DeleteContact } from './DeleteContact'

const route = getRouteApi('/shell/people/contacts/$contactId')

/** One contact: the profile, or a conversation opened from the activity card at the right. */
export function ContactPage() {
  const { contactId } = route.useParams()
  const inThread = Boolean(useMatchRoute()({ to: '/contacts/$contactId/$conversationId' }))
  const contact = useContact(contactId)
  const mayRead = useCan('READ_SMS_MESSAGE')
  if (contact.error?.status === 404) return <NotThere problem={contact.error} back={<Back />} />
  if (contact.error) {
    return (
      <div className={styles.broken}>
        <Back />
        <ErrorNote error={contact.error} onRetry={() => void contact.refetch()} />
      </div>
    )
  }
  if (!contact.data) {
    return (
      <div className={styles.broken}>
        <Loading />
      </div>
    )
  }
  return (
    <div className={styles.layout} data-thread={inThread} data-alone={!mayRead}>
      <div className={styles.main}>
        <Head contact={contact.data} inThread={inThread} />
        <Outlet />
      </div>
      {mayRead ? <ActivityCard contact={contact.data} /> : null}
    </div>
  )
}

export function useContact(id: string) {
  return useQuery<Contact, Problem>({
    queryKey: ['contacts', id],
    queryFn: ({ signal }) => http.get<Contact>(`/contacts/${id}`, { signal }),
  })
}

function Back() {
  return (
    <Link className={styles.back} to="/contacts">
      <IconArrowLeft size={16} />
      <Trans>All people</Trans>
    </Link>
  )
}

function Head({ contact, inThread }: { contact: Contact; inThread: boolean }) {
  const mayChange = useCan('UPDATE_CONTACT')
  const mayDelete = useCan('DELETE_CONTACT')
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { t } = useLingui()
  const { archive, restore, pending } = useArchive('contacts')
  const entries = [
    ...(contact.archived_at
      ? []
      : [{ id: 'archive', label: t`Archive`, icon: IconArchive, run: () => archive(contact.id) }]),
    { id: 'delete', label: t`Delete…`, icon: IconTrash, danger: true, run: () => setOpen('delete') },
  ]
  return (
    <header className={styles.head}>
      {inThread ? <BackToProfile contact={contact} /> : <Back />}
      <div className={styles.title}>
        <ContactFace contact={contact} size={inThread ? 32 : 48} editable={mayChange && !inThread} />
        <div className={styles.words}>
          <h1 className={styles.heading} dir="auto">
            {contact.name}
          </h1>
          <p className={styles.meta} dir="auto">
            {[contact.role, ownerOf(contact).name].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className={styles.acts}>
          {mayChange ? (
            <Button leftSection={<IconPencil size={16} />} onClick={() => setOpen('edit')}>
              <Trans>Edit</Trans>
            </Button>
          ) : null}
          {mayDelete && !inThread ? (
            <Menu entries={entries}>
              <IconButton icon={IconDots} label={t`More`} />
            </Menu>
          ) : null}
        </div>
      </div>
      {contact.archived_at ? (
        <ArchivedNote
          since={contact.archived_at}
          onRestore={mayDelete ? () => restore(contact.id) : undefined}
          pending={pending}
        />
      ) : null}
      {open === 'edit' ? <ContactDialog contact={contact} onClose={close} /> : null}
      <DeleteContact contact={contact} opened={open === 'delete'} onClose={close} />
    </header>
  )
}

function BackToProfile({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  return (
    <Link className={styles.back} to="/contacts/$contactId" params={{ contactId: contact.id }}>
      <IconArrowLeft size={16} />
      {t`Profile of ${contact.name}`}
    </Link>
  )
}
