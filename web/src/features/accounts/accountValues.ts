import type { Account, Named } from '@/api/types'

export interface AccountValues {
  name: string
  number: string
  status: string
  company: Named | null
  parent: Named | null
  note: string
}

export function accountValues(account: Account | undefined): AccountValues {
  return {
    name: account?.name ?? '',
    number: account?.number ?? '',
    status: account?.status ?? '',
    company: named(account?.company),
    parent: named(account?.parent),
    note: account?.note ?? '',
  }
}

/** What the server is told of the fields given; relations by id, "" for none. */
export function accountBody({ company, parent, ...plain }: Partial<AccountValues>): Record<string, unknown> {
  return {
    ...plain,
    ...(company === undefined ? {} : { company_id: company?.id ?? '' }),
    ...(parent === undefined ? {} : { parent_id: parent?.id ?? '' }),
  }
}

function named(ref: Named | null | undefined): Named | null {
  return ref ? { id: ref.id, name: ref.name } : null
}
