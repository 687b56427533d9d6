import type { Account, Named } from '@/api/types'
import { type CustomValue, customBody, customValues } from '@/lib/customValues'

export interface AccountValues {
  name: string
  number: string
  status: string
  type: Named | null
  groups: Named[]
  company: Named | null
  parent: Named | null
  delinquent: boolean
  note: string
  custom_fields: Record<string, CustomValue>
}

export function accountValues(account: Account | undefined): AccountValues {
  return {
    name: account?.name ?? '',
    number: account?.number ?? '',
    status: account?.status ?? 'active',
    type: named(account?.type),
    groups: (account?.groups ?? []).map(({ id, name }) => ({ id, name })),
    company: named(account?.company),
    parent: named(account?.parent),
    delinquent: account?.delinquent ?? false,
    note: account?.note ?? '',
    custom_fields: customValues(account?.custom_fields),
  }
}

/** What the server is told of the fields given; relations by id, "" for none. */
export function accountBody(values: Partial<AccountValues>): Record<string, unknown> {
  const { type, groups, company, parent, custom_fields: custom, ...plain } = values
  return {
    ...plain,
    ...(type === undefined ? {} : { type_id: type?.id ?? '' }),
    ...(groups === undefined ? {} : { group_ids: groups.map(({ id }) => id) }),
    ...(company === undefined ? {} : { company_id: company?.id ?? '' }),
    ...(parent === undefined ? {} : { parent_id: parent?.id ?? '' }),
    ...(custom === undefined ? {} : { custom_fields: customBody(custom) }),
  }
}

/** The server's messages by the form's fields: it speaks of type_id where the form has type. */
export function accountErrors(byField: Record<string, string>): Record<string, string> {
  const own: Record<string, string> = {
    type_id: 'type',
    group_ids: 'groups',
    company_id: 'company',
    parent_id: 'parent',
  }
  return Object.fromEntries(Object.entries(byField).map(([field, message]) => [own[field] ?? field, message]))
}

function named(ref: Named | null | undefined): Named | null {
  return ref ? { id: ref.id, name: ref.name } : null
}
