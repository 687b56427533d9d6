import { useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useChoices } from '@/api/choices'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Account } from '@/api/types'
import { changed } from '@/lib/merge'
import { toMinor } from '@/lib/money'
import { fromServer } from '@/locales/server/fromServer'
import { ChoicesField } from '@/ui/ChoicesField'
import { ConflictNote } from '@/ui/ConflictNote'
import { CustomFields } from '@/ui/CustomFields'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { NumberField, SelectField, SwitchField, TextAreaField, TextField } from '@/ui/Field'
import { useCurrency, useHubTimes } from '@/ui/format'
import { NamedField } from '@/ui/NamedField'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import styles from './accounts.module.css'
import { type AccountValues, accountBody, accountErrors, accountValues } from './accountValues'

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
  const ways = { times: useHubTimes(), digits: useCurrency().digits }
  const chargeFault = useChargeFault()
  const toValues = (row: Account | undefined) => accountValues(row, ways)
  const form = useForm<AccountValues>({
    initialValues: toValues(account),
    validate: {
      name: (value) => (value.trim() ? null : t`Fill this in.`),
      next_recurring_charge: chargeFault,
    },
  })
  const conflict = useConflict(form, { row: account, path: `/accounts/${account?.id}` }, toValues)
  const save = useMutation<Account, Problem, AccountValues>({
    mutationFn: (values) =>
      account
        ? http.patch(`/accounts/${account.id}`, {
            ...accountBody(changed(conflict.base, values), ways),
            version: conflict.version,
          })
        : http.post('/accounts', accountBody(changed(toValues(undefined), values), ways)),
    onSuccess: (saved) => {
      queries.setQueryData(['accounts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
      notify.done(account ? t`Saved.` : t`${saved.name} was added.`)
      if (!account) void navigate({ to: '/accounts/$accountId', params: { accountId: saved.id } })
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(accountErrors(problem.byField()))
    },
  })
  const labels = useLabels()
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={account ? t`Edit ${account.name}` : t`New account`}
      opened
      size="large"
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
  const statuses = useChoices('account-statuses').data ?? []
  const types = useChoices('account-types').data ?? []
  const groups = useChoices('account-groups').data ?? []
  const { values } = form
  return (
    <>
      <div className={styles.pair}>
        <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
        <TextField
          label={labels.number}
          description={t`As your billing calls it.`}
          {...form.getInputProps('number')}
        />
        <SelectField
          label={labels.status}
          data={statuses.map(({ key, name }) => ({ value: key, label: fromServer(name) }))}
          {...form.getInputProps('status')}
        />
        <SelectField
          label={labels.type}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear: ${labels.type}` }}
          data={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.type?.id ?? null}
          onChange={(id) => form.setFieldValue('type', types.find((each) => each.id === id) ?? null)}
          error={form.errors.type}
        />
        <NamedField
          label={labels.company}
          path="/companies"
          short
          value={values.company}
          onChange={(company) => form.setFieldValue('company', company)}
          error={form.errors.company}
        />
        <NamedField
          label={labels.parent}
          path="/accounts"
          value={values.parent}
          onChange={(parent) => form.setFieldValue('parent', parent)}
          except={account?.id}
          error={form.errors.parent}
        />
      </div>
      <ChoicesField
        label={labels.groups}
        offered={groups}
        value={values.groups}
        onChange={(chosen) => form.setFieldValue('groups', chosen)}
        error={form.errors.groups}
      />
      <SwitchField
        label={labels.delinquent}
        description={t`A bill of theirs is overdue.`}
        {...form.getInputProps('delinquent', { type: 'checkbox' })}
      />
      <Billing form={form} labels={labels} account={account} />
      <div className={styles.pair}>
        <CustomFields
          owner="account"
          values={values.custom_fields}
          onChange={(custom) => form.setFieldValue('custom_fields', custom)}
          errors={form.errors}
        />
      </div>
      <TextAreaField label={labels.note} maxRows={6} {...form.getInputProps('note')} />
    </>
  )
}

/** What billing knows of the account; mostly a program keeps it up to date. */
function Billing({ form, labels, account }: FieldsProps) {
  const { t } = useLingui()
  const { code } = useCurrency()
  return (
    <div className={styles.pair}>
      <TextField
        type="date"
        label={labels.activated_at}
        description={account ? undefined : t`Left empty: since its status makes it active.`}
        {...form.getInputProps('activated_at')}
      />
      <NumberField
        label={labels.data_usage_percent}
        description={t`Of what its plan includes.`}
        suffix=" %"
        min={0}
        allowDecimal={false}
        value={form.values.data_usage_percent}
        onChange={(value) => form.setFieldValue('data_usage_percent', value === '' ? '' : Number(value))}
        error={form.errors.data_usage_percent}
      />
      <TextField type="date" label={labels.next_bill_on} {...form.getInputProps('next_bill_on')} />
      <TextField
        label={labels.next_recurring_charge}
        inputMode="decimal"
        rightSection={code || null}
        rightSectionWidth="4em"
        rightSectionPointerEvents="none"
        {...form.getInputProps('next_recurring_charge')}
      />
    </div>
  )
}

/** What is wrong with a charge as it is typed. */
function useChargeFault(): (text: string) => string | null {
  const { t } = useLingui()
  const { digits } = useCurrency()
  return (text) => {
    if (!text.trim() || toMinor(text, digits) !== undefined) return null
    const example = (49.9).toFixed(digits)
    return digits === 0
      ? t`Write a whole amount such as ${example}, without a sign or separators.`
      : t`Write an amount such as ${example}, with no more decimals, no sign and nothing between thousands.`
  }
}

function useLabels(): Record<keyof AccountValues, string> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    number: t`Number`,
    status: t`Status`,
    type: t`Type`,
    groups: t`Groups`,
    company: t`Company`,
    parent: t`Part of`,
    delinquent: t`Delinquent`,
    activated_at: t`Active since`,
    data_usage_percent: t`Data used`,
    next_bill_on: t`Next bill`,
    next_recurring_charge: t`Next charge`,
    note: t`Note`,
    custom_fields: t`Custom fields`,
  }
}

/** The value of a field in words, for the note on a conflict. */
function text(value: AccountValues[keyof AccountValues]): string {
  if (Array.isArray(value)) return value.map(({ name }) => name).join(', ')
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return 'id' in value && 'name' in value ? String(value.name) : Object.values(value).join(', ')
}
