import { Trans, useLingui } from '@lingui/react/macro'
import { IconMail, IconPhone, IconTrash } from '@tabler/icons-react'
import { useChoices } from '@/api/choices'
import { useCan } from '@/api/session'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { CheckboxField, SelectField, TextField } from '@/ui/Field'
import { IconButton } from '@/ui/IconButton'
import styles from './contacts.module.css'
import { type AddressValues, blankAddress } from './contactValues'

interface Props {
  rows: AddressValues[]
  onChange: (rows: AddressValues[]) => void
  /** Messages by "addresses.0.value". */
  errors: Record<string, React.ReactNode>
}

/** The phone numbers and addresses of a contact, each a row. */
export function AddressRows({ rows, onChange, errors }: Props) {
  const add = (kind: string) => onChange([...rows, blankAddress(kind, `new-${Date.now()}-${rows.length}`)])
  const replace = (row: AddressValues) => onChange(rows.map((each) => (each.key === row.key ? row : each)))
  const remove = (key: string) => onChange(rows.filter((each) => each.key !== key))
  return (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>
        <Trans>Numbers and addresses</Trans>
      </legend>
      {rows.map((row, index) => (
        <AddressRow
          key={row.key}
          row={row}
          onChange={replace}
          onRemove={() => remove(row.key)}
          error={errors[`addresses.${index}.value`]}
        />
      ))}
      <div className={styles.adders}>
        <Button leftSection={<IconPhone size={16} />} onClick={() => add('phone')}>
          <Trans>Add number</Trans>
        </Button>
        <Button leftSection={<IconMail size={16} />} onClick={() => add('email')}>
          <Trans>Add email</Trans>
        </Button>
      </div>
    </fieldset>
  )
}

interface RowProps {
  row: AddressValues
  onChange: (row: AddressValues) => void
  onRemove: () => void
  error?: React.ReactNode
}

function AddressRow({ row, onChange, onRemove, error }: RowProps) {
  const { t } = useLingui()
  const shown = row.value || (row.kind === 'phone' ? t`new number` : t`new address`)
  return (
    <div className={styles.row}>
      <span className={styles.rowKind}>
        <ChannelGlyph kind={row.kind} size={18} />
      </span>
      <AddressFields row={row} onChange={onChange} error={error} />
      <IconButton icon={IconTrash} label={t`Remove ${shown}`} onClick={onRemove} />
    </div>
  )
}

/** What can be said of one number or address. */
export function AddressFields({ row, onChange, error }: Omit<RowProps, 'onRemove'>) {
  const { t } = useLingui()
  const phone = row.kind === 'phone'
  const typed = phone || row.kind === 'email'
  const set = (part: Partial<AddressValues>) => onChange({ ...row, ...part })
  return (
    <div className={styles.rowFields}>
      <TextField
        label={phone ? t`Phone number` : row.kind === 'email' ? t`Email` : row.kind}
        type={phone ? 'tel' : row.kind === 'email' ? 'email' : 'text'}
        disabled={!typed}
        value={row.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
        error={error}
      />
      <TextField
        label={t`Label`}
        placeholder={phone ? t`Home, work…` : ''}
        value={row.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      {phone ? <PhoneParts row={row} set={set} /> : null}
    </div>
  )
}

function PhoneParts({ row, set }: { row: AddressValues; set: (part: Partial<AddressValues>) => void }) {
  const { t } = useLingui()
  const maySee = useCan('READ_PHONE_NUMBER_TYPE')
  const items = useChoices('phone-number-types', maySee).data ?? []
  const capable = items.find(({ key }) => key === row.phone_number_type)?.sms_capable ?? true
  return (
    <>
      {maySee ? (
        <SelectField
          label={t`Type`}
          data={items.map(({ key, name }) => ({ value: key, label: fromServer(name) }))}
          value={row.phone_number_type || null}
          onChange={(key) => set({ phone_number_type: String(key ?? '') })}
        />
      ) : null}
      <TextField
        label={t`Extension`}
        inputMode="numeric"
        value={row.extension}
        onChange={(event) => set({ extension: event.currentTarget.value })}
      />
      <CheckboxField
        className={styles.optIn}
        label={t`SMS Opt In`}
        description={capable ? undefined : t`This type of number cannot receive texts.`}
        disabled={!capable}
        checked={capable && row.sms_opt_in}
        onChange={(event) => set({ sms_opt_in: event.currentTarget.checked })}
      />
    </>
  )
}
