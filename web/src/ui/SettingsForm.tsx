import { Trans, useLingui } from '@lingui/react/macro'
import type { SettingField } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { NumberField, PasswordField, SelectField, SwitchField, TextField } from './Field'
import styles from './SettingsForm.module.css'
import type { FormValue, SettingFault, SettingValues } from './settingsValues'

interface Props {
  fields: SettingField[]
  values: SettingValues
  onChange: (name: string, value: FormValue) => void
  /** Messages in words, by field name. */
  errors?: Record<string, string>
  /** The secrets that are set already: left empty they are kept. */
  secretsSet?: string[]
  disabled?: boolean
}

/** Settings that every driver has and few need; they are folded away. */
const common = ['rate', 'window', 'require_opt_in', 'regions', 'opt_out']

/** Draws the settings of a channel from what its driver says of them, so that a new driver needs no new form. */
export function SettingsForm(props: Props) {
  const shown = props.fields.filter(({ type }) => type !== 'generated')
  const own = shown.filter(({ name }) => !common.includes(name))
  const rest = shown.filter(({ name }) => common.includes(name))
  const hidden = rest.some(({ name }) => props.errors?.[name])
  return (
    <div className={styles.fields}>
      {own.map((field) => (
        <Setting key={field.name} field={field} {...props} />
      ))}
      {rest.length > 0 ? (
        <details className={styles.more} open={hidden || undefined}>
          <summary>
            <Trans>Limits and consent</Trans>
          </summary>
          <div className={styles.fields}>
            {rest.map((field) => (
              <Setting key={field.name} field={field} {...props} />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  )
}

function Setting({ field, values, onChange, errors, secretsSet, disabled }: Props & { field: SettingField }) {
  const { t } = useLingui()
  const { name, type, options } = field
  const value = values[name] ?? ''
  const shared = {
    label: fromServer(field.label) || name,
    description: fromServer(field.help ?? '') || undefined,
    error: errors?.[name],
    disabled,
  }
  const text = {
    ...shared,
    required: field.required && !secretsSet?.includes(name),
    value: String(value),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(name, event.currentTarget.value),
    autoComplete: 'off',
    spellCheck: false,
  }
  if (field.secret) {
    const kept = secretsSet?.includes(name) ? t`Set. Leave empty to keep it.` : undefined
    return <PasswordField {...text} autoComplete="new-password" placeholder={kept} />
  }
  switch (type) {
    case 'toggle':
      return (
        <SwitchField
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(name, event.currentTarget.checked)}
        />
      )
    case 'number':
      return (
        <NumberField
          {...shared}
          required={field.required}
          value={typeof value === 'number' ? value : String(value)}
          onChange={(next) => onChange(name, typeof next === 'bigint' ? Number(next) : next)}
          min={field.min ?? 0}
          max={field.max || undefined}
        />
      )
    case 'choice':
      return (
        <SelectField
          {...shared}
          data={(options ?? []).map((option) => ({ value: option, label: fromServer(option) }))}
          value={String(value) || null}
          onChange={(next) => onChange(name, String(next ?? ''))}
        />
      )
    case 'url':
      return <TextField {...text} type="url" inputMode="url" />
    default:
      return <TextField {...text} />
  }
}

/** The faults that the form can see by itself, in words. */
export function useFaultWords(): (faults: Record<string, SettingFault>) => Record<string, string> {
  const { t } = useLingui()
  const words: Record<SettingFault, string> = {
    required: t`Fill this in.`,
    number: t`Give a whole number, 0 or more.`,
    url: t`Give an address that begins with http:// or https://.`,
  }
  return (faults) => Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, words[fault]]))
}
