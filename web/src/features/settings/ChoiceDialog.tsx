import { useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { fromServer } from '@/locales/server/fromServer'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SwitchField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import {
  type Choice,
  type ChoiceValues,
  choiceBody,
  choiceValues,
  classes,
  useClassWords,
} from './choiceValues'
import type { ListKind } from './listKinds'
import { SpreadProgress } from './SpreadProgress'

interface Props {
  kind: ListKind
  /** Left out for a new one. */
  choice?: Choice
  onClose: () => void
}

/** Makes an entry of a list, or gives it another name and marks. */
export function ChoiceDialog({ kind, choice, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm<ChoiceValues>({
    initialValues: choiceValues(choice),
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: choice, path: `/${kind.list}/${choice?.id}` }, choiceValues)
  const save = useMutation<Choice, Problem, ChoiceValues>({
    mutationFn: (values) => {
      const body = choiceBody(kind.list, values)
      return choice
        ? http.patch(`/${kind.list}/${choice.id}`, { ...body, version: conflict.version })
        : http.post(`/${kind.list}`, body)
    },
    onSuccess: (saved) => {
      for (const word of [kind.list, 'accounts', 'contacts'])
        void queries.invalidateQueries({ queryKey: [word] })
      if (saved.bulk_edit_id) return
      onClose()
      notify.done(choice ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const name = fromServer(choice?.name ?? '')
  const spread = save.data?.bulk_edit_id
  const labels = useLabels()
  const show = useShown()
  const refused = save.error && save.error.code !== 'version_conflict'
  if (save.data && spread)
    return <SpreadProgress id={spread} name={fromServer(save.data.name)} onClose={onClose} />
  return (
    <Dialog
      title={choice ? t`Edit ${name}` : kind.add}
      opened
      size="small"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={choice ? t`Save` : kind.add} pending={save.isPending} />}
    >
      <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
      <Marks form={form} kind={kind} made={choice !== undefined} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => show(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

function useLabels(): Record<keyof ChoiceValues, string> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    activates: t`Makes the account active`,
    class: t`Class`,
    sms_capable: t`Can be texted`,
    default: t`New contacts get it by default`,
    existing: t`Existing contacts`,
  }
}

function useShown(): (value: string | boolean) => string {
  const { t } = useLingui()
  const classWord = useClassWords()
  return (value) => (typeof value === 'string' ? classWord(value) : value ? t`Yes` : t`No`)
}

interface MarksProps {
  form: UseFormReturnType<ChoiceValues, ChoiceValues, FormRulesRecord<ChoiceValues>>
  kind: ListKind
  /** The entry is there already. */
  made: boolean
}

/** What the list knows of its entries besides their names. */
function Marks({ form, kind, made }: MarksProps) {
  const { t } = useLingui()
  const classWord = useClassWords()
  const labels = useLabels()
  switch (kind.list) {
    case 'account-statuses':
      return (
        <SwitchField
          label={labels.activates}
          description={t`Accounts with another status are shown as not active.`}
          {...form.getInputProps('activates', { type: 'checkbox' })}
        />
      )
    case 'account-types':
      return (
        <SelectField
          label={labels.class}
          data={classes.map((key) => ({ value: key, label: classWord(key) }))}
          {...form.getInputProps('class')}
        />
      )
    case 'phone-number-types':
      return (
        <SwitchField
          label={labels.sms_capable}
          description={t`Numbers of other types are never sent a text.`}
          {...form.getInputProps('sms_capable', { type: 'checkbox' })}
        />
      )
    case 'messaging-categories':
      return (
        <>
          <SwitchField
            label={labels.default}
            description={t`It can be taken away before the contact is saved.`}
            {...form.getInputProps('default', { type: 'checkbox' })}
          />
          <SelectField
            label={labels.existing}
            data={[
              { value: '', label: t`Stay as they are` },
              { value: 'apply', label: t`All get it` },
              ...(made ? [{ value: 'remove', label: t`It is taken from all` }] : []),
            ]}
            {...form.getInputProps('existing')}
          />
        </>
      )
    default:
      return null
  }
}
