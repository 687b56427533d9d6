import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { sessionKey } from '@/api/session'
import type { HubSettings } from '@/api/types'
import { changed } from '@/lib/merge'
import { knownZones } from '@/lib/zones'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ConflictNote } from '@/ui/ConflictNote'
import { ErrorNote } from '@/ui/ErrorNote'
import { NumberField, SelectField, SwitchField } from '@/ui/Field'
import { Loading } from '@/ui/Loading'
import { Notice } from '@/ui/Notice'
import { notify } from '@/ui/notify'
import { PageBody, PageHeader } from '@/ui/Page'
import { useConflict } from '@/ui/useConflict'
import { FenceCard } from './FenceCard'
import { Formats } from './Formats'
import { SenderField } from './SenderField'
import styles from './settings.module.css'
import type { SettingsFields, SettingsValues as Values } from './settingsValues'

const path = '/settings'

/** What holds for the whole hub. */
export function GeneralPage() {
  const { t } = useLingui()
  const settings = useQuery<HubSettings, Problem>({
    queryKey: ['settings'],
    queryFn: ({ signal }) => http.get<HubSettings>(path, { signal }),
  })
  return (
    <PageBody narrow>
      <PageHeader title={t`General`}>
        <Trans>What holds for everybody here.</Trans>
      </PageHeader>
      {settings.error ? <ErrorNote error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {settings.isPending ? <Loading /> : null}
      <FenceCard />
      {settings.data ? <SettingsForm settings={settings.data} /> : null}
    </PageBody>
  )
}

const toValues = (row: HubSettings | undefined): Values => ({
  time_zone: row?.time_zone ?? '',
  language: row?.language ?? 'en',
  currency: row?.currency ?? '',
  date_format: row?.date_format ?? 'language',
  time_format: row?.time_format ?? 'language',
  default_sender_id: row?.default_sender_id ?? '',
  test_mode: row?.test_mode ?? false,
  keep_messages_days: row?.keep_messages_days ?? 0,
  keep_audit_days: row?.keep_audit_days ?? 0,
})

function SettingsForm({ settings }: { settings: HubSettings }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm<Values>({ initialValues: toValues(settings) })
  const conflict = useConflict(form, { row: settings, path }, toValues)
  const save = useMutation<HubSettings, Problem, Values>({
    mutationFn: (values) =>
      http.patch<HubSettings>(path, { ...changed(conflict.base, values), version: conflict.version }),
    onSuccess: (saved) => {
      queries.setQueryData(['settings'], saved)
      void queries.invalidateQueries({ queryKey: sessionKey })
      conflict.rebase(saved)
      notify.done(t`Saved.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = useLabels()
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Fields form={form} labels={labels} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => String(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
      <div className={styles.foot}>
        <Button kind="primary" type="submit" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  )
}

function Fields({ form, labels }: SettingsFields) {
  const { t } = useLingui()
  const days = (field: 'keep_messages_days' | 'keep_audit_days') => ({
    label: labels[field],
    description: t`In days, from 30 to 36,500; 0 keeps them for ever.`,
    min: 0,
    allowDecimal: false,
    value: form.values[field],
    onChange: (value: string | number | bigint) => form.setFieldValue(field, Number(value) || 0),
    error: form.errors[field],
  })
  return (
    <>
      <Card title={t`Place and language`}>
        <SelectField
          label={labels.time_zone}
          description={t`Of the company: quiet hours and reports go by it. Everyone sees times in their own.`}
          searchable
          data={[{ value: '', label: t`As the server says` }, ...knownZones()]}
          {...form.getInputProps('time_zone')}
        />
        <SelectField
          label={labels.language}
          description={t`In which customers are written to who have named none.`}
          data={[
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
          {...form.getInputProps('language')}
        />
      </Card>
      <Formats form={form} labels={labels} />
      <Card title={t`New messages`}>
        <SenderField form={form} labels={labels} />
      </Card>
      <Card title={t`Test mode`}>
        <SwitchField
          label={labels.test_mode}
          description={t`To try everything without writing to anybody: sends are refused, except on simulated channels.`}
          {...form.getInputProps('test_mode', { type: 'checkbox' })}
        />
        {form.values.test_mode ? (
          <Notice tone="warn">
            <Trans>No customer is reached while this is on.</Trans>
          </Notice>
        ) : null}
      </Card>
      <Card title={t`How long things are kept`}>
        <NumberField {...days('keep_messages_days')} />
        <NumberField {...days('keep_audit_days')} />
      </Card>
    </>
  )
}

function useLabels(): Record<keyof Values, string> {
  const { t } = useLingui()
  return {
    time_zone: t`Time zone`,
    language: t`Language`,
    currency: t`Currency`,
    date_format: t`Dates`,
    time_format: t`Clock`,
    default_sender_id: t`Begin with`,
    test_mode: t`Nothing leaves`,
    keep_messages_days: t`Messages`,
    keep_audit_days: t`Audit trail`,
  }
}
