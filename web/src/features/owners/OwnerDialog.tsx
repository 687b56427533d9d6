import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Owner } from '@/api/types'
import { changed } from '@/lib/merge'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { TextAreaField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import { type Kind, useOwnerKind } from './useOwnerKind'

interface Props {
  kind: Kind
  /** Left out for a new one. */
  owner?: Owner
  onClose: () => void
}

interface Values {
  name: string
  note: string
}

const valuesOf = (owner: Owner | undefined): Values => ({ name: owner?.name ?? '', note: owner?.note ?? '' })

/** Creates or edits a network site or a vendor. What was typed survives every refusal. */
export function OwnerDialog({ kind, owner, onClose }: Props) {
  const { t } = useLingui()
  const { path, resource, words } = useOwnerKind(kind)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm<Values>({
    initialValues: valuesOf(owner),
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: owner, path: `${path}/${owner?.id}` }, valuesOf)
  const save = useMutation<Owner, Problem, Values>({
    mutationFn: (values) =>
      owner
        ? http.patch(`${path}/${owner.id}`, { ...changed(conflict.base, values), version: conflict.version })
        : http.post(path, values),
    onSuccess: (saved) => {
      queries.setQueryData([resource, saved.id], saved)
      void queries.invalidateQueries({ queryKey: [resource] })
      onClose()
      notify.done(owner ? t`Saved.` : t`${saved.name} was added.`)
      if (!owner) void navigate({ to: `${path}/$ownerId`, params: { ownerId: saved.id } })
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = { name: t`Name`, note: t`Note` }
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={owner ? t`Edit ${owner.name}` : words.add}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons onCancel={onClose} act={owner ? t`Save` : words.create} pending={save.isPending} />
      }
    >
      <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
      <TextAreaField label={labels.note} maxRows={8} {...form.getInputProps('note')} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => values[field]}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
