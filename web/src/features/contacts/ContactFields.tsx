import { useLingui } from '@lingui/react/macro'
import type { FormRulesRecord, UseFormReturnType } from '@mantine/form'
import { useMe } from '@/api/session'
import { knownZones } from '@/lib/zones'
import { SelectField, TextAreaField, TextField } from '@/ui/Field'
import { NamedField } from '@/ui/NamedField'
import { AddressRows } from './AddressRows'
import styles from './contacts.module.css'
import type { ContactValues } from './contactValues'

export type ContactForm = UseFormReturnType<ContactValues, ContactValues, FormRulesRecord<ContactValues>>

/** Languages that a contact can be written to in. */
const languages = ['en', 'fr', 'es']

interface Props {
  form: ContactForm
  labels: Record<keyof ContactValues, string>
}

export function ContactFields({ form, labels }: Props) {
  const { t, i18n } = useLingui()
  const { server } = useMe()
  const own = form.values.language
  const names = new Intl.DisplayNames([i18n.locale], { type: 'language' })
  const offered = own === '' || languages.includes(own) ? languages : [...languages, own]
  return (
    <>
      <div className={styles.pair}>
        <TextField label={labels.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <NamedField
          label={labels.account}
          path="/accounts"
          value={form.values.account}
          onChange={(account) => form.setFieldValue('account', account)}
          error={form.errors.account}
        />
      </div>
      <AddressRows
        rows={form.values.addresses}
        onChange={(addresses) => form.setFieldValue('addresses', addresses)}
        errors={form.errors}
      />
      <div className={styles.triple}>
        <TextField label={labels.role} placeholder={t`Owner, tenant…`} {...form.getInputProps('role')} />
        <SelectField
          label={labels.language}
          placeholder={t`Not known`}
          clearable
          clearButtonProps={{ 'aria-label': t`Language not known` }}
          data={offered.map((code) => ({ value: code, label: names.of(code) ?? code }))}
          value={own || null}
          onChange={(code) => form.setFieldValue('language', code ?? '')}
          error={form.errors.language}
        />
        <SelectField
          label={labels.time_zone}
          placeholder={server.time_zone}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t`Time zone not known` }}
          data={knownZones()}
          limit={80}
          value={form.values.time_zone || null}
          onChange={(zone) => form.setFieldValue('time_zone', zone ?? '')}
          error={form.errors.time_zone}
        />
      </div>
      <TextAreaField label={labels.note} maxRows={6} {...form.getInputProps('note')} />
    </>
  )
}
