import { Trans, useLingui } from '@lingui/react/macro'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Button } from '@/ui/Button'
import { SuggestField, TextField } from '@/ui/Field'
import { IconButton } from '@/ui/IconButton'
import styles from './companies.module.css'
import type { DepartmentValues } from './companyValues'
import { useDepartments } from './useDepartments'

interface Props {
  rows: DepartmentValues[]
  onChange: (rows: DepartmentValues[]) => void
  /** Messages by "departments.0.email". */
  errors: Record<string, React.ReactNode>
}

/** How the departments are reached in one company, each a row. The name of one that exists elsewhere is offered. */
export function DepartmentRows({ rows, onChange, errors }: Props) {
  const { t } = useLingui()
  const known = useDepartments()
  const set = (index: number, part: Partial<DepartmentValues>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>
        <Trans>Departments</Trans>
      </legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity before they are saved
        <div key={index} className={styles.row}>
          <div className={styles.pair}>
            <SuggestField
              label={t`Department`}
              disabled={row.id !== ''}
              data={(known.data ?? [])
                .map(({ name }) => name)
                .filter((name) => !rows.some((each) => each.name === name))}
              value={row.name}
              onChange={(name) => set(index, { name })}
              error={errors[`departments.${index}.name`]}
            />
            <TextField
              label={t`Phone number`}
              type="tel"
              value={row.phone_number}
              onChange={(event) => set(index, { phone_number: event.currentTarget.value })}
              error={errors[`departments.${index}.phone_number`]}
            />
            <TextField
              label={t`Extension`}
              value={row.extension}
              onChange={(event) => set(index, { extension: event.currentTarget.value })}
              error={errors[`departments.${index}.extension`]}
            />
            <TextField
              label={t`Email`}
              type="email"
              value={row.email}
              onChange={(event) => set(index, { email: event.currentTarget.value })}
              error={errors[`departments.${index}.email`]}
            />
          </div>
          <IconButton
            icon={IconTrash}
            label={t`Remove ${row.name || t`the department`}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() =>
            onChange([...rows, { id: '', name: '', phone_number: '', extension: '', email: '' }])
          }
        >
          <Trans>Add department</Trans>
        </Button>
      </div>
    </fieldset>
  )
}
