import { useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Named } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SwitchField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import {
  type Choice,
  type ChoiceValues,
  choiceBody,
  choiceValues,
  classes,
  useClassWords,
} from './choiceValues'
import type { ListKind } from './listKinds'

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
  const save = useMutation<Named, Problem, ChoiceValues>({
    mutationFn: (values) => {
      const body = choiceBody(kind.list, values)
      return choice ? http.patch(`/${kind.list}/${choice.id}`, body) : http.post(`/${kind.list}`, body)
    },
    onSuccess: (saved) => {
      for (const word of [kind.list, 'accounts', 'contacts'])
        void queries.invalidateQueries({ queryKey: [word] })
      onClose()
      notify.done(choice ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
  const name = fromServer(choice?.name ?? '')
  return (
    <Dialog
      title={choice ? t`Edit ${name}` : kind.add}
      opened
      size="small"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={choice ? t`Save` : kind.add} pending={save.isPending} />}
    >
      <TextField label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
      <Marks form={form} kind={kind} made={choice !== undefined} />
      {save.error ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
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
  switch (kind.list) {
    case 'account-statuses':
      return (
        <SwitchField
          label={t`Makes the account active`}
          description={t`Accounts with another status are shown as not active.`}
          {...form.getInputProps('activates', { type: 'checkbox' })}
        />
      )
    case 'account-types':
      return (
        <SelectField
          label={t`Class`}
          data={classes.map((key) => ({ value: key, label: classWord(key) }))}
          {...form.getInputProps('class')}
        />
      )
    case 'phone-number-types':
      return (
        <SwitchField
          label={t`Can be texted`}
          description={t`Numbers of other types are never sent a text.`}
          {...form.getInputProps('sms_capable', { type: 'checkbox' })}
        />
      )
    case 'messaging-categories':
      return (
        <>
          <SwitchField
            label={t`New contacts get it by default`}
            description={t`It can be taken away before the contact is saved.`}
            {...form.getInputProps('default', { type: 'checkbox' })}
          />
          <SelectField
            label={t`Contacts that there are`}
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
