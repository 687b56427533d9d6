import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useCan } from '@/api/session'
import type { ID } from '@/api/types'

// Dialogs come after the page.
const EditContact = lazy(() =>
  import('../features/contacts/EditContact').then((module) => ({ default: module.EditContact })),
)
const NewMessageDialog = lazy(() =>
  import('../features/messages/NewMessageDialog').then((module) => ({ default: module.NewMessageDialog })),
)

/** What the address opens above a page of people, of features that the page itself does not know. */
export function AbovePeople() {
  const { edit, write, to = '' } = useSearch({ strict: false })
  const { contactId } = useParams({ strict: false })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayEdit = useCan('UPDATE_CONTACT')
  const maySend = useCan('CREATE_SMS_MESSAGE')
  const close = () =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, edit: undefined, write: undefined, to: undefined }),
      replace: true,
    })
  const open = (conversationId: ID) => {
    void queries.invalidateQueries({ queryKey: ['contacts', contactId, 'channels'] })
    void navigate({
      to: '/contacts/$contactId/$conversationId',
      params: { contactId: String(contactId), conversationId },
      search: {},
    })
  }
  return (
    <Suspense>
      {edit && mayEdit ? <EditContact id={edit} onClose={close} /> : null}
      {write && maySend ? <NewMessageDialog to={to} channelID={write} onSent={open} onClose={close} /> : null}
    </Suspense>
  )
}
