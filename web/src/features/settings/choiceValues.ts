import { useLingui } from '@lingui/react/macro'
import type { ChoiceList } from '@/api/choices'
import type { Named } from '@/api/types'

/** An entry of any of the lists, with what only some of them know. */
export interface Choice extends Named {
  version: number
  key?: string
  activates?: boolean
  class?: string
  sms_capable?: boolean
  default?: boolean
  /** What saving it has begun: the change of all contacts. */
  bulk_edit_id?: string
}

export interface ChoiceValues {
  name: string
  activates: boolean
  class: string
  sms_capable: boolean
  default: boolean
  /** What becomes of the contacts that there are: "" nothing, "apply" they get it, "remove" it is taken from them. */
  existing: '' | 'apply' | 'remove'
}

export function choiceValues(choice: Choice | undefined): ChoiceValues {
  return {
    name: choice?.name ?? '',
    activates: choice?.activates ?? false,
    class: choice?.class ?? 'residential',
    sms_capable: choice?.sms_capable ?? false,
    default: choice?.default ?? false,
    existing: '',
  }
}

/** What the server is told: the name, and what this list knows besides. */
export function choiceBody(list: ChoiceList, values: ChoiceValues): Record<string, unknown> {
  const { name, existing } = values
  switch (list) {
    case 'account-statuses':
      return { name, activates: values.activates }
    case 'account-types':
      return { name, class: values.class }
    case 'phone-number-types':
      return { name, sms_capable: values.sms_capable }
    case 'messaging-categories':
      return {
        name,
        default: values.default,
        ...(existing === 'apply' ? { apply_to_all_contacts: true } : {}),
        ...(existing === 'remove' ? { remove_from_all_contacts: true } : {}),
      }
    default:
      return { name }
  }
}

export const classes = ['residential', 'commercial', 'government', 'industrial', 'senior_citizen'] as const

/** The classes of account types in words. */
export function useClassWords(): (key: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    residential: t`Residential`,
    commercial: t`Commercial`,
    government: t`Government`,
    industrial: t`Industrial`,
    senior_citizen: t`Senior citizen`,
  }
  return (key) => words[key] ?? key
}
