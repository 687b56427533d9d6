import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact, ID, Named } from '@/api/types'
import { changed } from '@/lib/merge'
import { type Owner, type OwnerKind, ownerPaths } from '@/lib/owner'
import { fromServer } from '@/locales/server/fromServer'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { notify } from '@/ui/notify'
import { type Conflict, useConflict } from '@/ui/useConflict'
import { ContactFields, type ContactForm } from './ContactFields'
import {
  blankAddress,
  type ContactValues,
  contactBody,
  contactErrors,
  contactValues,
  nameOrAddress,
} from './contactValues'

interface Props {
  /** Left out for a new one. */
  contact?: Contact
  /** Whom a new one belongs to. */
  of?: { kind: OwnerKind; id: ID }
  onClose: () => void
}

/** Creates or edits a contact. What was typed survives every refusal. */
export function ContactDialog({ contact, of, onClose }: Props) {
  const path = ownerPaths[of?.kind ?? 'account']
  const owner = useQuery({
    queryKey: [path.slice(1), of?.id],
    queryFn: ({ signal }) => http.get<Named>(`${path}/${of?.id}`, { signal }),
    enabled: of !== undefined && contact === undefined,
  })
  if (of && !contact && owner.isPending) return null
  const own = of && owner.data ? { kind: of.kind, id: of.id, name: owner.data.name } : undefined
  return <OpenDialog contact={contact} owner={own} onClose={onClose} />
}

interface OpenProps {
  contact?: Contact
  owner?: Owner
  onClose: () => void
}

function OpenDialog({ contact, owner, onClose }: OpenProps) {
  const { t } = useLingui()
  const rules = useRules()
  const form = useForm<ContactValues>({ initialValues: beginning(contact, owner), validate: rules })
  const conflict = useConflict(form, { row: contact, path: `/contacts/${contact?.id}` }, contactValues)
  const save = useSave(contact, form, conflict, onClose)
  const labels = useLabels()
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={contact ? t`Edit ${contact.name}` : t`New contact`}
      opened
      onClose={onClose}
      size="large"
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons
          onCancel={onClose}
          act={contact ? t`Save` : t`Create contact`}
          pending={save.isPending}
        />
      }
    >
      <ContactFields form={form} labels={labels} wasPrimary={contact?.primary === true} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => showValue(field, values, t`SMS Opt In`)}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

function beginning(contact: Contact | undefined, owner: Owner | undefined): ContactValues {
  const values = contactValues(contact)
  if (contact) return values
  return { ...values, owner: owner ?? values.owner, addresses: [blankAddress('phone', 'first')] }
}

/** The value of a field in words, for the note on a conflict. */
function showValue(field: keyof ContactValues, values: ContactValues, optIn: string): string {
  if (field === 'owner') return values.owner.name
  if (field === 'addresses')
    return values.addresses
      .map(({ value, sms_opt_in }) => (sms_opt_in ? `${value} (${optIn})` : value))
      .join(', ')
  if (field === 'tags' || field === 'categories')
    return (values[field] ?? []).map(({ name }) => fromServer(name)).join(', ')
  if (field === 'custom_fields') return Object.values(values.custom_fields).join(', ')
  return String(values[field])
}

function useRules() {
  const { t } = useLingui()
  return {
    name: (_: string, values: ContactValues) =>
      nameOrAddress(values) === '' ? t`Give a name, or at least one number or address.` : null,
  }
}

function useLabels(): Record<keyof ContactValues, string> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    owner: t`Belongs to`,
    primary: t`Main contact`,
    role: t`Role`,
    language: t`Language`,
    time_zone: t`Time zone`,
    note: t`Note`,
    addresses: t`Numbers and addresses`,
    tags: t`Tags`,
    categories: t`Messaging categories`,
    marketing_opt_in: t`Agreed to marketing`,
    custom_fields: t`Custom fields`,
  }
}

function useSave(
  contact: Contact | undefined,
  form: ContactForm,
  conflict: Conflict<ContactValues, Contact>,
  onDone: () => void,
) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation<Contact, Problem, ContactValues>({
    mutationFn: (values) => {
      if (!contact) return http.post('/contacts', contactBody({ ...values, name: nameOrAddress(values) }))
      const body = { ...contactBody(changed(conflict.base, values)), version: conflict.version }
      return http.patch(`/contacts/${contact.id}`, body)
    },
    onSuccess: (saved) => {
      queries.setQueryData(['contacts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      onDone()
      notify.done(contact ? t`Saved.` : t`${saved.name} was added.`)
      if (!contact) void navigate({ to: '/contacts/$contactId', params: { contactId: saved.id } })
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(contactErrors(problem.byField()))
    },
  })
}
