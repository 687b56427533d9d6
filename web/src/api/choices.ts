import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { http } from './http'
import type { Problem } from './problem'
import type {
  AccountStatus,
  AccountType,
  CustomField,
  MessagingCategory,
  NamedRow,
  Page,
  PhoneNumberType,
} from './types'

/** The short lists that forms offer, by their path; each comes whole. */
export interface Choices {
  'account-statuses': AccountStatus
  'account-types': AccountType
  'account-groups': NamedRow
  'contact-tags': NamedRow
  'messaging-categories': MessagingCategory
  'phone-number-types': PhoneNumberType
}

export type ChoiceList = keyof Choices

export function useChoices<L extends ChoiceList>(
  list: L,
  enabled = true,
): UseQueryResult<Choices[L][], Problem> {
  return useQuery<Choices[L][], Problem>({
    queryKey: [list],
    queryFn: async ({ signal }) => (await http.get<Page<Choices[L]>>(`/${list}`, { signal })).items,
    enabled,
  })
}

/** The fields that the provider has added to accounts or to contacts. */
export function useCustomFields(owner: CustomField['owner']): UseQueryResult<CustomField[], Problem> {
  return useQuery<CustomField[], Problem>({
    queryKey: ['custom-fields', owner],
    queryFn: async ({ signal }) =>
      (await http.get<Page<CustomField>>('/custom-fields', { query: { owner }, signal })).items,
  })
}
