import { useLingui } from '@lingui/react/macro'
import type { CustomField } from '@/api/types'

export const fieldTypes = ['text', 'number', 'date', 'choice', 'toggle'] as const

/** The kinds of custom fields in words. */
export function useFieldTypeWords(): (type: CustomField['type']) => string {
  const { t } = useLingui()
  const words: Record<CustomField['type'], string> = {
    text: t`Text`,
    number: t`Number`,
    date: t`Date`,
    choice: t`One of several choices`,
    toggle: t`Yes or no`,
  }
  return (type) => words[type]
}
