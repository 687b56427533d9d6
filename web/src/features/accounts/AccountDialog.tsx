import { useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Account, Named } from '@/api/types'
import { changed } from '@/lib/merge'
import { accountStatuses, useStatusWords } from '@/ui/AccountStatus'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TextAreaField, TextField } from '@/ui/Field'
import { NamedField } from '@/ui/NamedField'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import { type AccountValues, accountBody, accountValues } from './accountValues'

interface Props {
  /** Left out for a new one. */
  account?: Account
  onClose: () => void
}

/** Creates or edits an account. What was typed survives every refusal. */
export function AccountDialog({ account, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm<AccountValues>({
    initialValues: { ...accountValues(account), ...(account ? {} : { status: 'active' }) },
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: account, path: `/accounts/${account?.id}` }, accountValues)
  const save = useMutation<Account, Problem, AccountValues>({
    mutationFn: (values) =>
      account
        ? http.patch(`/accounts/${account.id}`, {
            ...accountBody(changed(conflict.base, values)),
            version: conflict.version,
          })
        : http.post('/accounts', accountBody(values)),
    onSuccess: (saved) => {
      queries.setQueryData(['accounts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
      notify.done(account ? t`Saved.` : t`${saved.name} was added.`)
      if (!account) void navigate({ to: '/accounts/$accountId', params: { accountId: saved.id } })
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = useLabels()
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={account ? t`Edit ${account.name}` : t`New account`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons
          onCancel={onClose}
          act={account ? t`Save` : t`Create account`}
          pending={save.isPending}
        />
      }
    >
      <Fields form={form} labels={labels} account={account} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => text(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

type AccountForm = UseFormReturnType<AccountValues, AccountValues, FormRulesRecord<AccountValues>>

interface FieldsProps {
  form: AccountForm
  labels: Record<keyof AccountValues, string>
  account?: Account
}

function Fields({ form, labels, account }: FieldsProps) {
  const { t } = useLingui()
  const say = useStatusWords()
  const known: string[] = [...accountStatuses]
  const own = form.values.status
  const offered = own === '' || known.includes(own) ? known : [...known, own]
  return (
    <>
      <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
      <TextField
        label={labels.number}
        description={t`As your billing calls it.`}
        {...form.getInputProps('number')}
      />
      <SelectField
        label={labels.status}
        data={offered.map((status) => ({ value: status, label: say(status).word }))}
        {...form.getInputProps('status')}
      />
      <NamedField
        label={labels.company}
        path="/companies"
        short
        value={form.values.company}
        onChange={(company) => form.setFieldValue('company', company)}
        error={form.errors.company_id}
      />
      <NamedField
        label={labels.parent}
        path="/accounts"
        value={form.values.parent}
        onChange={(parent) => form.setFieldValue('parent', parent)}
        except={account?.id}
        error={form.errors.parent_id}
      />
      <TextAreaField label={labels.note} maxRows={6} {...form.getInputProps('note')} />
    </>
  )
}

function useLabels(): Record<keyof AccountValues, string> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    number: t`Number`,
    status: t`Status`,
    company: t`Company`,
    parent: t`Part of`,
    note: t`Note`,
  }
}

function text(value: string | Named | null): string {
  return typeof value === 'string' ? value : (value?.name ?? '')
}
