import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { CustomField } from '@/api/types'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TagsField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import { fieldTypes, useFieldTypeWords } from './useFieldTypeWords'

interface Props {
  owner: CustomField['owner']
  /** Says what is made. */
  title: string
  /** Left out for a new one; its type stays what it is. */
  field?: CustomField
  onClose: () => void
}

type Values = Pick<CustomField, 'name' | 'type' | 'choices'>

const valuesOf = (field: CustomField | undefined): Values => ({
  name: field?.name ?? '',
  type: field?.type ?? 'text',
  choices: field?.choices ?? [],
})

/** Makes a field of the provider's own, or gives it another name or choices. */
export function CustomFieldDialog({ owner, title, field, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const typeWord = useFieldTypeWords()
  const form = useForm<Values>({
    initialValues: valuesOf(field),
    validate: {
      name: (value) => (value.trim() ? null : t`Fill this in.`),
      choices: (value, { type }) => (type === 'choice' && value.length === 0 ? t`Fill this in.` : null),
    },
  })
  const conflict = useConflict(form, { row: field, path: `/custom-fields/${field?.id}` }, valuesOf)
  const save = useMutation<CustomField, Problem, Values>({
    mutationFn: ({ name, type, choices }) => {
      const body = { name, ...(type === 'choice' ? { choices } : {}) }
      return field
        ? http.patch(`/custom-fields/${field.id}`, { ...body, version: conflict.version })
        : http.post('/custom-fields', { ...body, owner, type })
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['custom-fields'] })
      onClose()
      notify.done(field ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = { name: t`Name`, type: t`Type`, choices: t`Choices` }
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={field ? t`Edit ${field.name}` : title}
      opened
      size="small"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons onCancel={onClose} act={field ? t`Save` : t`Add field`} pending={save.isPending} />
      }
    >
      <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
      <SelectField
        label={labels.type}
        description={t`It stays as it is once the field is made.`}
        disabled={field !== undefined}
        data={fieldTypes.map((type) => ({ value: type, label: typeWord(type) }))}
        {...form.getInputProps('type')}
      />
      {form.values.type === 'choice' ? (
        <TagsField
          label={labels.choices}
          description={t`Enter ends each. One that is taken away stays where it was chosen.`}
          {...form.getInputProps('choices')}
        />
      ) : null}
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => [values[field]].flat().join(', ')}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
