import { expect, test } from 'vitest'
import { contactChange, unchanged } from './bulkValues'

test('what is left empty is not spoken of', () => {
  expect(contactChange(unchanged)).toEqual({})
})

test('tags and categories are told by their ids, those to add apart from those to take away', () => {
  const tag = { id: 'g1', name: 'Beta' }
  expect(
    contactChange({
      ...unchanged,
      account: { id: 'a1', name: 'Tremblay' },
      addTags: [tag],
      removeCategories: [{ id: 'm1', name: 'General' }],
    }),
  ).toEqual({ account_id: 'a1', add_tag_ids: ['g1'], remove_category_ids: ['m1'] })
})
