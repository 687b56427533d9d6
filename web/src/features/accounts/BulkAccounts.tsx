import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useChoices } from '@/api/choices'
import type { Named } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { ChoicesField } from '@/ui/ChoicesField'
import { SelectField } from '@/ui/Field'
import { BulkDialog } from '@/ui/list/BulkDialog'
import type { BulkForm } from '@/ui/list/ListView'
import { NamedField } from '@/ui/NamedField'
import styles from './accounts.module.css'
import { accountChange, type BulkValues, unchanged } from './bulkValues'

/** Changes many accounts at once. */
export function BulkAccounts(form: BulkForm) {
  const { t } = useLingui()
  const [values, setValues] = useState<BulkValues>(unchanged)
  const set = (part: Partial<BulkValues>) => setValues({ ...values, ...part })
  const statuses = useChoices('account-statuses').data ?? []
  const types = useChoices('account-types').data ?? []
  const groups = useChoices('account-groups').data ?? []
  return (
    <BulkDialog {...form} subject="accounts" change={accountChange(values)}>
      <div className={styles.pair}>
        <Choice
          label={t`Status`}
          data={statuses.map(({ key, name }) => ({ value: key, label: fromServer(name) }))}
          value={values.status}
          onChange={(status) => set({ status })}
        />
        <Choice
          label={t`Type`}
          data={types.map(({ id, name }: Named) => ({ value: id, label: name }))}
          value={values.type_id}
          onChange={(id) => set({ type_id: id })}
        />
        <NamedField
          label={t`Company`}
          path="/companies"
          short
          value={values.company}
          onChange={(company) => set({ company })}
        />
        <Choice
          label={t`Delinquent`}
          data={[
            { value: 'true', label: t`Yes` },
            { value: 'false', label: t`No` },
          ]}
          value={values.delinquent}
          onChange={(delinquent) => set({ delinquent })}
        />
        <ChoicesField
          label={t`Add to groups`}
          offered={groups}
          value={values.add}
          onChange={(add) => set({ add })}
        />
        <ChoicesField
          label={t`Take out of groups`}
          offered={groups}
          value={values.remove}
          onChange={(remove) => set({ remove })}
        />
      </div>
    </BulkDialog>
  )
}

interface ChoiceProps {
  label: string
  data: { value: string; label: string }[]
  value: string
  onChange: (value: string) => void
}

function Choice({ label, value, onChange, data }: ChoiceProps) {
  const { t } = useLingui()
  return (
    <SelectField
      label={label}
      placeholder={t`Stays as it is`}
      clearable
      clearButtonProps={{ 'aria-label': t`Clear: ${label}` }}
      data={data}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}
