import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact, ContactAddress } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { notify } from '@/ui/notify'
import { AddressFields } from './AddressRows'
import { addressValues, contactErrors, oneAddressBody } from './contactValues'

interface Props {
  contact: Contact
  address: ContactAddress
  onClose: () => void
}

/** Edits one number or address of a contact, its SMS opt-in among it; the others stay as they are. */
export function AddressDialog({ contact, address, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [row, setRow] = useState(() => addressValues(address))
  const save = useMutation<Contact, Problem>({
    mutationFn: () => http.patch(`/contacts/${contact.id}`, oneAddressBody(contact, row)),
    onSuccess: (saved) => {
      queries.setQueryData(['contacts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      void queries.invalidateQueries({ queryKey: ['consent'] })
      onClose()
      notify.done(t`Saved.`)
    },
    // Somebody else has saved the contact: it is read again, what was typed stays, and saving again overwrites knowingly.
    onError: ({ code }) => {
      if (code === 'version_conflict') void queries.invalidateQueries({ queryKey: ['contacts', contact.id] })
    },
  })
  const index = contact.addresses.findIndex(({ id }) => id === address.id)
  const wrong = contactErrors(save.error?.byField() ?? {})[`addresses.${index}.value`]
  return (
    <Dialog
      title={address.kind === 'phone' ? t`Edit phone number` : t`Edit address`}
      opened
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
      footer={<DialogButtons onCancel={onClose} act={t`Save`} pending={save.isPending} />}
    >
      <AddressFields row={row} onChange={setRow} error={wrong} />
      {save.error && !wrong ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
