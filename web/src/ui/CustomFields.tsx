import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useCustomFields } from '@/api/choices'
import type { CustomField } from '@/api/types'
import type { CustomValue } from '@/lib/customValues'
import { NumberField, SelectField, SwitchField, TextField } from './Field'

interface Props {
  owner: CustomField['owner']
  values: Record<string, CustomValue>
  onChange: (values: Record<string, CustomValue>) => void
  /** Messages by "custom_fields.KEY". */
  errors: Record<string, ReactNode>
}

/** The fields of the provider's own, each by its kind. */
export function CustomFields({ owner, values, onChange, errors }: Props) {
  const fields = useCustomFields(owner).data ?? []
  return fields.map((field) => (
    <OneField
      key={field.id}
      field={field}
      value={values[field.key] ?? null}
      onChange={(value) => onChange({ ...values, [field.key]: value })}
      error={errors[`custom_fields.${field.key}`]}
    />
  ))
}

interface FieldProps {
  field: CustomField
  value: CustomValue
  onChange: (value: CustomValue) => void
  error: ReactNode
}

function OneField({ field: { name, type, choices }, value, onChange, error }: FieldProps) {
  const { t } = useLingui()
  const text = value === null ? '' : String(value)
  switch (type) {
    case 'toggle':
      return (
        <SwitchField
          label={name}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          error={error}
        />
      )
    case 'number':
      return (
        <NumberField
          label={name}
          hideControls
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
          error={error}
        />
      )
    case 'choice':
      return (
        <SelectField
          label={name}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear: ${name}` }}
          // A choice that the list no longer has stays where it was chosen.
          data={text === '' || choices.includes(text) ? choices : [...choices, text]}
          value={text || null}
          onChange={onChange}
          error={error}
        />
      )
    default:
      return (
        <TextField
          label={name}
          type={type === 'date' ? 'date' : 'text'}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
        />
      )
  }
}

/** What the fields of the provider's own hold, for a list of facts; empty ones are left out there. */
export function useCustomFacts(owner: CustomField['owner'], row: Record<string, unknown>) {
  const { t, i18n } = useLingui()
  const fields = useCustomFields(owner).data ?? []
  const say = (value: unknown, type: CustomField['type']): string => {
    if (value === undefined || value === null) return ''
    if (typeof value === 'boolean') return value ? t`Yes` : t`No`
    if (typeof value === 'number') return i18n.number(value)
    // A date without a time is the same day everywhere.
    if (type === 'date') return i18n.date(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
    return String(value)
  }
  return fields.map(({ name, key, type }) => ({ label: name, value: say(row[key], type) }))
}
