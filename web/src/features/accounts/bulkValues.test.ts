import { expect, test } from 'vitest'
import { accountChange, unchanged } from './bulkValues'

test('what is left empty is not spoken of', () => {
  expect(accountChange(unchanged)).toEqual({})
})

test('a change is told by keys and ids, a no as false', () => {
  const group = { id: 'g1', name: 'VIP' }
  expect(
    accountChange({
      status: 'lead',
      type_id: 't1',
      company: { id: 'c1', name: 'Harbor' },
      delinquent: 'false',
      add: [group],
      remove: [group],
    }),
  ).toEqual({
    status: 'lead',
    type_id: 't1',
    company_id: 'c1',
    delinquent: false,
    add_group_ids: ['g1'],
    remove_group_ids: ['g1'],
  })
})
