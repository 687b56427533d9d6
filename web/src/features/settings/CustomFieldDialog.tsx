import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { CustomField } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TagsField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { fieldTypes, useFieldTypeWords } from './useFieldTypeWords'

interface Props {
  owner: CustomField['owner']
  /** Says what is made. */
  title: string
  /** Left out for a new one; its type stays what it is. */
  field?: CustomField
  onClose: () => void
}

/** Makes a field of the provider's own, or gives it another name or choices. */
export function CustomFieldDialog({ owner, title, field, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const typeWord = useFieldTypeWords()
  const form = useForm<Pick<CustomField, 'name' | 'type' | 'choices'>>({
    initialValues: { name: field?.name ?? '', type: field?.type ?? 'text', choices: field?.choices ?? [] },
    validate: {
      name: (value) => (value.trim() ? null : t`Fill this in.`),
      choices: (value, { type }) => (type === 'choice' && value.length === 0 ? t`Fill this in.` : null),
    },
  })
  const save = useMutation<CustomField, Problem, typeof form.values>({
    mutationFn: ({ name, type, choices }) => {
      const body = { name, ...(type === 'choice' ? { choices } : {}) }
      return field
        ? http.patch(`/custom-fields/${field.id}`, body)
        : http.post('/custom-fields', { ...body, owner, type })
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['custom-fields'] })
      onClose()
      notify.done(field ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
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
      <TextField label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
      <SelectField
        label={t`Type`}
        description={t`It stays as it is once the field is made.`}
        disabled={field !== undefined}
        data={fieldTypes.map((type) => ({ value: type, label: typeWord(type) }))}
        {...form.getInputProps('type')}
      />
      {form.values.type === 'choice' ? (
        <TagsField
          label={t`Choices`}
          description={t`Enter ends each. One that is taken away stays where it was chosen.`}
          {...form.getInputProps('choices')}
        />
      ) : null}
      {save.error ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
