import { expect, test } from 'vitest'
import { accountBody, accountErrors, accountValues } from './accountValues'

test('a new account is active and in nothing', () => {
  expect(accountValues(undefined)).toMatchObject({ status: 'active', groups: [], delinquent: false })
})

test('relations are told by their ids, and none as ""', () => {
  expect(
    accountBody({
      type: { id: 't1', name: 'Household' },
      groups: [{ id: 'g1', name: 'VIP' }],
      company: null,
      parent: null,
    }),
  ).toEqual({ type_id: 't1', group_ids: ['g1'], company_id: '', parent_id: '' })
})

test('says nothing of fields that are not given', () => {
  expect(accountBody({ delinquent: true })).toEqual({ delinquent: true })
})

test('an emptied custom field is told as null', () => {
  expect(accountBody({ custom_fields: { plan: '', seats: 2 } })).toEqual({
    custom_fields: { plan: null, seats: 2 },
  })
})

test('the messages of the server find the fields of the form', () => {
  expect(
    accountErrors({ parent_id: 'is below it', 'custom_fields.plan': 'is none', name: 'is missing' }),
  ).toEqual({
    parent: 'is below it',
    'custom_fields.plan': 'is none',
    name: 'is missing',
  })
})
