import type { Account, Named } from '@/api/types'
import { type CustomValue, customBody, customValues } from '@/lib/customValues'
import { toMajor, toMinor } from '@/lib/money'
import type { Times } from '@/lib/times'

export interface AccountValues {
  name: string
  number: string
  status: string
  type: Named | null
  groups: Named[]
  company: Named | null
  parent: Named | null
  delinquent: boolean
  /** Days as "2026-11-30", or "". */
  activated_at: string
  next_bill_on: string
  data_usage_percent: number | ''
  /** As it is typed: in the hub's currency, not its smallest unit. */
  next_recurring_charge: string
  note: string
  custom_fields: Record<string, CustomValue>
}

/** How a form writes what an account has: days in the hub's zone, as imports and exports do, amounts in its currency. */
export interface Ways {
  times: Pick<Times, 'dayKey' | 'startOf'>
  digits: number
}

export function accountValues(account: Account | undefined, { times, digits }: Ways): AccountValues {
  const charge = account?.next_recurring_charge ?? null

  return {
    name: account?.name ?? '',
    number: account?.number ?? '',
    status: account?.status ?? 'active',
    type: named(account?.type),
    groups: (account?.groups ?? []).map(({ id, name }) => ({ id, name })),
    company: named(account?.company),
    parent: named(account?.parent),
    delinquent: account?.delinquent ?? false,
    activated_at: account?.activated_at ? times.dayKey(account.activated_at) : '',
    next_bill_on: account?.next_bill_on ?? '',
    data_usage_percent: account?.data_usage_percent ?? '',
    next_recurring_charge: charge === null ? '' : toMajor(charge, digits),
    note: account?.note ?? '',
    custom_fields: customValues(account?.custom_fields),
  }
}

/** What the server is told of the fields given; relations by id, "" for none. */
export function accountBody(values: Partial<AccountValues>, ways: Ways): Record<string, unknown> {
  const { type, groups, company, parent, custom_fields: custom, ...others } = values
  const { activated_at: since, next_bill_on: bill, data_usage_percent: usage, ...rest } = others
  const { next_recurring_charge: charge, ...plain } = rest
  return {
    ...plain,
    ...(since === undefined ? {} : { activated_at: since === '' ? null : ways.times.startOf(since) }),
    ...(bill === undefined ? {} : { next_bill_on: bill || null }),
    ...(usage === undefined ? {} : { data_usage_percent: usage === '' ? null : usage }),
    ...(charge === undefined
      ? {}
      : { next_recurring_charge: charge.trim() ? toMinor(charge, ways.digits) : null }),
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
