import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { knownCurrencies } from '@/lib/money'
import { Card } from '@/ui/Card'
import { SelectField } from '@/ui/Field'
import type { SettingsFields } from './settingsValues'

/** How days, the clock and amounts are written. */
export function Formats({ form, labels }: SettingsFields) {
  const { t, i18n } = useLingui()
  const currencies = useMemo(() => knownCurrencies(i18n.locale), [i18n.locale])
  return (
    <Card title={t`Formats`}>
      <SelectField
        label={labels.date_format}
        data={[
          { value: 'language', label: t`As each reader’s language has it` },
          { value: 'year_month_day', label: t`2026-11-30 (year, month, day)` },
          { value: 'day_month_year', label: t`30/11/2026 (day, month, year)` },
          { value: 'month_day_year', label: t`11/30/2026 (month, day, year)` },
        ]}
        {...form.getInputProps('date_format')}
      />
      <SelectField
        label={labels.time_format}
        data={[
          { value: 'language', label: t`As each reader’s language has it` },
          { value: '12_hours', label: t`12 hours (2:30 pm)` },
          { value: '24_hours', label: t`24 hours (14:30)` },
        ]}
        {...form.getInputProps('time_format')}
      />
      <SelectField
        label={labels.currency}
        description={t`Of what your customers are charged.`}
        searchable
        data={[{ value: '', label: t`None` }, ...currencies]}
        {...form.getInputProps('currency')}
      />
    </Card>
  )
}
