import { useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Company } from '@/api/types'
import { changed } from '@/lib/merge'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SwitchField, TextAreaField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import styles from './companies.module.css'
import { type CompanyValues, companyValues, ispTypes } from './companyValues'
import { DepartmentRows } from './DepartmentRows'

interface Props {
  /** Left out for a new one. */
  company?: Company
  onClose: () => void
}

/** Makes or edits a company with its departments. What was typed survives every refusal. */
export function CompanyDialog({ company, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm<CompanyValues>({
    initialValues: companyValues(company),
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: company, path: `/companies/${company?.id}` }, companyValues)
  const save = useMutation<Company, Problem, CompanyValues>({
    mutationFn: (values) =>
      company
        ? http.patch(`/companies/${company.id}`, {
            ...changed(conflict.base, values),
            version: conflict.version,
          })
        : http.post('/companies', values),
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['companies'] })
      notify.done(company ? t`Saved.` : t`${saved.name} was added.`)
      onClose()
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = useLabels()
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      size="large"
      title={company ? t`Edit ${company.name}` : t`New company`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons onCancel={onClose} act={company ? t`Save` : t`Add company`} pending={save.isPending} />
      }
    >
      <Fields form={form} labels={labels} wasDefault={company?.default === true} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => shown(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

type CompanyForm = UseFormReturnType<CompanyValues, CompanyValues, FormRulesRecord<CompanyValues>>

interface FieldsProps {
  form: CompanyForm
  labels: Record<keyof CompanyValues, string>
  /** The default company stays it until another one becomes it, and cannot be disabled. */
  wasDefault: boolean
}

function Fields({ form, labels, wasDefault }: FieldsProps) {
  const { t } = useLingui()
  const line = (field: keyof CompanyValues) => ({ label: labels[field], ...form.getInputProps(field) })
  return (
    <>
      <TextField
        required
        data-autofocus
        description={t`Customers read it in the answers to STOP and HELP.`}
        {...line('name')}
      />
      <DepartmentRows
        rows={form.values.departments}
        onChange={(departments) => form.setFieldValue('departments', departments)}
        errors={form.errors}
      />
      <div className={styles.pair}>
        <TextField type="tel" {...line('phone_number')} />
        <TextField type="url" placeholder="https://" {...line('website')} />
        <TextField type="url" placeholder="https://" {...line('portal_url')} />
        <SelectField
          clearable
          clearButtonProps={{ 'aria-label': t`Clear: ${labels.isp_type}` }}
          data={[...ispTypes]}
          label={labels.isp_type}
          value={form.values.isp_type || null}
          onChange={(value) => form.setFieldValue('isp_type', value ?? '')}
          error={form.errors.isp_type}
        />
        <TextField description={t`Two letters, such as US.`} maxLength={2} {...line('country')} />
        <TextField {...line('tax_identification')} />
        <TextField placeholder="#1f6feb" {...line('primary_color')} />
        <TextField placeholder="#1f6feb" {...line('secondary_color')} />
        <TextField
          type="time"
          description={t`From then on billing messages wait.`}
          {...line('billing_delay_start')}
        />
        <TextField type="time" description={t`Then they go out.`} {...line('billing_delay_end')} />
      </div>
      <TextAreaField maxRows={5} {...line('postal_address')} />
      <SwitchField
        label={labels.default}
        description={t`Accounts of which nothing else is said belong to it.`}
        disabled={wasDefault}
        {...form.getInputProps('default', { type: 'checkbox' })}
      />
      <SwitchField
        label={labels.enabled}
        description={t`Switched off, it keeps its accounts and gets no new ones.`}
        disabled={form.values.default}
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </>
  )
}

function useLabels(): Record<keyof CompanyValues, string> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    enabled: t`Enabled`,
    default: t`The default company`,
    website: t`Website`,
    phone_number: t`Phone number`,
    country: t`Country`,
    primary_color: t`First color`,
    secondary_color: t`Second color`,
    tax_identification: t`Tax identification`,
    postal_address: t`Postal address`,
    portal_url: t`Customer portal`,
    isp_type: t`Kind of provider`,
    billing_delay_start: t`Billing messages wait from`,
    billing_delay_end: t`Billing messages wait until`,
    departments: t`Departments`,
  }
}

function shown(value: CompanyValues[keyof CompanyValues]): string {
  return Array.isArray(value) ? value.map(({ name }) => name).join(', ') : String(value)
}
