import { expect, test } from 'vitest'
import type { Account } from '@/api/types'
import { Times } from '@/lib/times'
import { accountBody, accountErrors, accountValues } from './accountValues'

const ways = { times: new Times('en', 'America/Toronto'), digits: 2 }

test('a new account is active and in nothing', () => {
  expect(accountValues(undefined, ways)).toMatchObject({ status: 'active', groups: [], delinquent: false })
})

test('relations are told by their ids, and none as ""', () => {
  expect(
    accountBody(
      {
        type: { id: 't1', name: 'Household' },
        groups: [{ id: 'g1', name: 'VIP' }],
        company: null,
        parent: null,
      },
      ways,
    ),
  ).toEqual({ type_id: 't1', group_ids: ['g1'], company_id: '', parent_id: '' })
})

test('says nothing of fields that are not given', () => {
  expect(accountBody({ delinquent: true }, ways)).toEqual({ delinquent: true })
})

test('an emptied custom field is told as null', () => {
  expect(accountBody({ custom_fields: { plan: '', seats: 2 } }, ways)).toEqual({
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

test('what billing knows goes from the smallest unit to the form and back, and what is emptied is told as null', () => {
  const known = {
    activated_at: '2024-05-01T04:00:00Z',
    data_usage_percent: 0,
    next_bill_on: '2026-11-30',
    next_recurring_charge: 4990,
  } as Account
  expect(accountValues(known, ways)).toMatchObject({
    activated_at: '2024-05-01',
    data_usage_percent: 0,
    next_bill_on: '2026-11-30',
    next_recurring_charge: '49.90',
  })
  const { activated_at, next_recurring_charge } = accountValues(known, ways)
  expect(accountBody({ activated_at, data_usage_percent: 85, next_recurring_charge }, ways)).toEqual({
    activated_at: '2024-05-01T04:00:00.000Z',
    data_usage_percent: 85,
    next_recurring_charge: 4990,
  })
  const empty = {
    activated_at: '',
    data_usage_percent: '',
    next_bill_on: '',
    next_recurring_charge: '',
  } as const
  expect(accountBody(empty, ways)).toEqual({
    activated_at: null,
    data_usage_percent: null,
    next_bill_on: null,
    next_recurring_charge: null,
  })
})
