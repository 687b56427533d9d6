import { useLingui } from '@lingui/react/macro'
import type { ID } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { ContactDialog } from './ContactDialog'
import { useContact } from './ContactPage'

/** The form of a contact, above a page that is not the contact's own. */
export function EditContact({ id, onClose }: { id: ID; onClose: () => void }) {
  const { t } = useLingui()
  const contact = useContact(id)
  if (contact.data) return <ContactDialog contact={contact.data} onClose={onClose} />
  if (!contact.error) return null
  return (
    <Dialog title={t`Edit contact`} opened onClose={onClose}>
      <ErrorNote error={contact.error} onRetry={() => void contact.refetch()} />
    </Dialog>
  )
}
