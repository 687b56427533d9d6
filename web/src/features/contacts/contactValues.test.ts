import { expect, test } from 'vitest'
import type { Contact } from '@/api/types'
import { merge } from '@/lib/merge'
import {
  blankAddress,
  contactBody,
  contactErrors,
  contactValues,
  nameOrAddress,
  oneAddressBody,
  oneAddressValues,
} from './contactValues'

const contact: Contact = {
  id: 'c1',
  name: 'Amelia Tremblay',
  account: { id: 'a1', name: 'Tremblay' },
  network_site: null,
  vendor: null,
  role: 'Owner',
  language: 'fr',
  time_zone: 'America/Toronto',
  note: '',
  primary: true,
  tags: [{ id: 'g1', name: 'Beta tester' }],
  messaging_categories: [{ id: 'm1', name: 'General' }],
  custom_fields: { gate_code: '4711' },
  marketing_opt_in: false,
  picture: '',
  archived_at: null,
  last_activity_at: null,
  addresses: [
    {
      id: 'd1',
      kind: 'phone',
      scope: '',
      value: '+15145550142',
      display: '(514) 555-0142',
      phone_number_type: { id: 't1', key: 'mobile', name: 'Mobile', sms_capable: true },
      extension: '',
      label: '',
      consent: { conversational: 'opted_in', notification: 'none', marketing: 'none' },
      sms_opt_in: true,
    },
  ],
  version: 3,
  created_at: '2026-11-01T00:00:00.000Z',
  updated_at: '2026-11-01T00:00:00.000Z',
}

test('an address that stays keeps its id, a new one has none, an empty row is left out', () => {
  const values = contactValues(contact)
  values.addresses.push(
    { ...blankAddress('email', 'new-1'), value: ' amelia@example.com ' },
    blankAddress('phone', 'new-2'),
  )
  expect(contactBody(values).addresses).toEqual([
    {
      id: 'd1',
      kind: 'phone',
      value: '+15145550142',
      label: '',
      phone_number_type: 'mobile',
      extension: '',
      sms_opt_in: true,
    },
    { kind: 'email', value: 'amelia@example.com', label: '' },
  ])
})

test('says nothing of fields that are not given, so that a patch holds only what was changed', () => {
  expect(contactBody({ note: 'calls back' })).toEqual({ note: 'calls back' })
})

test('whom a contact belongs to is told by its kind', () => {
  const owner = { kind: 'vendor', id: 'v1', name: 'Beacon' } as const
  expect(contactBody({ owner })).toEqual({ vendor_id: 'v1' })
})

test('tags and categories are told by their ids; categories of which nothing is known are not spoken of', () => {
  const { tags, categories } = contactValues(contact)
  expect(contactBody({ tags, categories })).toEqual({ tag_ids: ['g1'], category_ids: ['m1'] })
  expect(contactBody({ tags: [], categories: null })).toEqual({ tag_ids: [] })
})

test('only who becomes the main contact is spoken of', () => {
  expect(contactBody({ primary: true })).toEqual({ primary: true })
  expect(contactBody({ primary: false })).toEqual({})
})

test('a change of one address says what was changed, and leaves the others as they are', () => {
  const [first] = contact.addresses
  if (!first) throw new Error('the contact of this test has an address')
  const two = { ...contact, addresses: [first, { ...first, id: 'd2', value: '+15145550143' }] }
  const base = oneAddressValues(two, first)
  // A colleague's word on the opt-in is not spoken against by who changes something else.
  expect(oneAddressBody(base, { ...base, extension: '7' })).toEqual({
    addresses: [{ id: 'd1', kind: 'phone', extension: '7' }, { id: 'd2' }],
  })
  expect(oneAddressBody(base, { ...base, value: '+15145550199' })).toEqual({
    addresses: [
      {
        id: 'd1',
        kind: 'phone',
        value: '+15145550199',
        label: '',
        phone_number_type: 'mobile',
        extension: '',
        sms_opt_in: true,
      },
      { id: 'd2' },
    ],
  })
})

test('an opt-out that a colleague saved meanwhile is taken over, with the address that he added', () => {
  const [first] = contact.addresses
  if (!first) throw new Error('the contact of this test has an address')
  const base = oneAddressValues(contact, first)
  const added = { ...first, id: 'd2', value: '+15145550143' }
  const saved = { ...contact, addresses: [{ ...first, sms_opt_in: false }, added] }
  const theirs = oneAddressValues(saved, first)
  const { values, taken } = merge(base, { ...base, label: 'Work' }, theirs)
  expect(taken).toEqual(['sms_opt_in', 'all'])
  expect(oneAddressBody(theirs, values)).toEqual({
    addresses: [{ id: 'd1', kind: 'phone', label: 'Work' }, { id: 'd2' }],
  })
})

test('a contact without a name is called by the first address', () => {
  const values = {
    ...contactValues(undefined),
    addresses: [{ ...blankAddress('phone', 'n'), value: '514 555 0142' }],
  }
  expect(nameOrAddress(values)).toBe('514 555 0142')
  expect(nameOrAddress({ ...values, name: 'Amelia' })).toBe('Amelia')
})

test('the messages of the server find their rows', () => {
  expect(contactErrors({ 'addresses[1].value': 'is no number', 'addresses[0]': 'is taken' })).toEqual({
    'addresses.1.value': 'is no number',
    'addresses.0.value': 'is taken',
  })
  expect(contactErrors({ vendor_id: 'is unknown' })).toEqual({ owner: 'is unknown' })
  expect(contactErrors({ tag_ids: 'are too many', 'custom_fields.gate_code': 'is too long' })).toEqual({
    tags: 'are too many',
    'custom_fields.gate_code': 'is too long',
  })
})
