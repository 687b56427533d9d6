import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact, ContactAddress } from '@/api/types'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import { AddressFields } from './AddressRows'
import { contactErrors, type OneAddressValues, oneAddressBody, oneAddressValues } from './contactValues'

interface Props {
  contact: Contact
  address: ContactAddress
  onClose: () => void
}

/** Edits one number or address of a contact, its SMS opt-in among it; the others stay as they are. */
export function AddressDialog({ contact, address, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const values = (row: Contact | undefined) => oneAddressValues(row ?? contact, address)
  const form = useForm<OneAddressValues>({ initialValues: values(contact) })
  const conflict = useConflict(form, { row: contact, path: `/contacts/${contact.id}` }, values)
  const save = useMutation<Contact, Problem, OneAddressValues>({
    mutationFn: (row) =>
      http.patch(`/contacts/${contact.id}`, {
        ...oneAddressBody(conflict.base, row),
        version: conflict.version,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(['contacts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      void queries.invalidateQueries({ queryKey: ['consent'] })
      onClose()
      notify.done(t`Saved.`)
    },
    onError: (problem) => {
      // Where the address itself is gone, the page closes this dialog with its line.
      if (conflict.handle(problem)) void queries.invalidateQueries({ queryKey: ['contacts', contact.id] })
    },
  })
  const labels = useLabels(address.kind)
  const index = conflict.base.all.indexOf(address.id)
  const wrong = contactErrors(save.error?.byField() ?? {})[`addresses.${index}.value`]
  const refused = save.error && !wrong && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={address.kind === 'phone' ? t`Edit phone number` : t`Edit address`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((row) => save.mutate(row))}
      footer={<DialogButtons onCancel={onClose} act={t`Save`} pending={save.isPending} />}
    >
      <AddressFields
        row={{ ...form.values, key: address.id }}
        onChange={({ key: _, ...row }) => form.setValues(row)}
        error={wrong}
      />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, theirs) =>
          field === 'sms_opt_in' ? (theirs.sms_opt_in ? t`Opted in` : t`Not opted in`) : String(theirs[field])
        }
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

function useLabels(kind: string): Record<keyof OneAddressValues, string> {
  const { t } = useLingui()
  return {
    id: '',
    kind: '',
    value: kind === 'phone' ? t`Phone number` : t`Address`,
    label: t`Label`,
    phone_number_type: t`Type`,
    extension: t`Extension`,
    sms_opt_in: t`SMS Opt In`,
    all: t`Numbers and addresses`,
  }
}
