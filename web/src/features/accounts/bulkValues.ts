import type { Named } from '@/api/types'

/** What becomes of the accounts that are selected; "" and null and none: it stays as it is. */
export interface BulkValues {
  status: string
  type_id: string
  company: Named | null
  delinquent: string
  add: Named[]
  remove: Named[]
}

export const unchanged: BulkValues = {
  status: '',
  type_id: '',
  company: null,
  delinquent: '',
  add: [],
  remove: [],
}

/** The change as the server takes it: only what was chosen. */
export function accountChange(values: BulkValues): Record<string, unknown> {
  const { status, type_id, company, delinquent, add, remove } = values
  return {
    ...(status ? { status } : {}),
    ...(type_id ? { type_id } : {}),
    ...(company ? { company_id: company.id } : {}),
    ...(delinquent ? { delinquent: delinquent === 'true' } : {}),
    ...(add.length > 0 ? { add_group_ids: add.map(({ id }) => id) } : {}),
    ...(remove.length > 0 ? { remove_group_ids: remove.map(({ id }) => id) } : {}),
  }
}
