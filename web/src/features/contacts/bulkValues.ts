import type { Named } from '@/api/types'

/** What becomes of the contacts that are selected; "" and null and none: it stays as it is. */
export interface BulkValues {
  account: Named | null
  language: string
  addTags: Named[]
  removeTags: Named[]
  addCategories: Named[]
  removeCategories: Named[]
}

export const unchanged: BulkValues = {
  account: null,
  language: '',
  addTags: [],
  removeTags: [],
  addCategories: [],
  removeCategories: [],
}

/** The change as the server takes it: only what was chosen. */
export function contactChange(values: BulkValues): Record<string, unknown> {
  const { account, language, addTags, removeTags, addCategories, removeCategories } = values
  const lists = {
    add_tag_ids: addTags,
    remove_tag_ids: removeTags,
    add_category_ids: addCategories,
    remove_category_ids: removeCategories,
  }
  return {
    ...(account ? { account_id: account.id } : {}),
    ...(language ? { language } : {}),
    ...Object.fromEntries(
      Object.entries(lists)
        .filter(([, chosen]) => chosen.length > 0)
        .map(([name, chosen]) => [name, chosen.map(({ id }) => id)]),
    ),
  }
}
