import { useLingui } from '@lingui/react/macro'
import type { FormRulesRecord, UseFormReturnType } from '@mantine/form'
import { useChoices } from '@/api/choices'
import { useCan, useMe } from '@/api/session'
import { knownZones } from '@/lib/zones'
import { ChoicesField } from '@/ui/ChoicesField'
import { CustomFields } from '@/ui/CustomFields'
import { SelectField, SwitchField, TextAreaField, TextField } from '@/ui/Field'
import { AddressRows } from './AddressRows'
import styles from './contacts.module.css'
import type { ContactValues } from './contactValues'
import { OwnerField } from './OwnerField'
import { useLanguages } from './useLanguages'

export type ContactForm = UseFormReturnType<ContactValues, ContactValues, FormRulesRecord<ContactValues>>

interface Props {
  form: ContactForm
  labels: Record<keyof ContactValues, string>
  /** The main contact stays it until another one becomes it. */
  wasPrimary: boolean
}

export function ContactFields({ form, labels, wasPrimary }: Props) {
  const { t } = useLingui()
  const { server } = useMe()
  const own = form.values.language
  const languages = useLanguages(own)
  return (
    <>
      <div className={styles.who}>
        <TextField label={labels.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <OwnerField
          value={form.values.owner}
          onChange={(owner) => form.setFieldValue('owner', owner)}
          error={form.errors.owner}
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
          data={languages}
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
      <Subscriptions form={form} labels={labels} />
      {form.values.owner.id ? (
        <SwitchField
          label={labels.primary}
          description={
            wasPrimary
              ? t`Is the one to ask for first, until another becomes it.`
              : t`The one to ask for first; there is one.`
          }
          disabled={wasPrimary}
          {...form.getInputProps('primary', { type: 'checkbox' })}
        />
      ) : null}
      <div className={styles.pair}>
        <CustomFields
          owner="contact"
          values={form.values.custom_fields}
          onChange={(custom) => form.setFieldValue('custom_fields', custom)}
          errors={form.errors}
        />
      </div>
      <TextAreaField label={labels.note} maxRows={6} {...form.getInputProps('note')} />
    </>
  )
}

/** What the contact is marked with, and what they are sent. */
function Subscriptions({ form, labels }: Omit<Props, 'wasPrimary'>) {
  const { t } = useLingui()
  const mayRead = useCan('READ_MESSAGE_CATEGORY')
  const tags = useChoices('contact-tags').data ?? []
  const categories = useChoices('messaging-categories', mayRead).data ?? []
  const chosen = form.values.categories ?? categories.filter((each) => each.default)
  return (
    <>
      <div className={styles.pair}>
        <ChoicesField
          label={labels.tags}
          offered={tags}
          value={form.values.tags}
          onChange={(next) => form.setFieldValue('tags', next)}
          error={form.errors.tags}
        />
        {mayRead ? (
          <ChoicesField
            label={labels.categories}
            offered={categories}
            value={chosen}
            onChange={(next) => form.setFieldValue('categories', next)}
            error={form.errors.categories}
          />
        ) : null}
      </div>
      <SwitchField
        label={labels.marketing_opt_in}
        description={t`Recorded in the consent of every number and address.`}
        {...form.getInputProps('marketing_opt_in', { type: 'checkbox' })}
      />
    </>
  )
}
