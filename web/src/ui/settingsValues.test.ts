import { expect, test } from 'vitest'
import type { SettingField } from '@/api/types'
import { changedSettings, settingErrors, settingFaults, startValues } from './settingsValues'

const field = (name: string, more: Partial<SettingField> = {}): SettingField => ({
  name,
  label: name,
  help: '',
  type: 'text',
  required: false,
  secret: false,
  default: '',
  options: null,
  ...more,
})

const fields = [
  field('account_sid', { required: true }),
  field('auth_token', { required: true, secret: true }),
  field('base_url', { type: 'url', default: 'https://api.example.com' }),
  field('window', { type: 'number', default: '64' }),
  field('receipts', { type: 'toggle', default: 'true' }),
  field('regions', { type: 'list', default: 'US,CA' }),
  field('callback_token', { type: 'generated' }),
]

test('begins with the defaults of the driver, each in the form of its type', () => {
  expect(startValues(fields)).toEqual({
    account_sid: '',
    auth_token: '',
    base_url: 'https://api.example.com',
    window: 64,
    receipts: true,
    regions: 'US, CA',
    callback_token: '',
  })
})

test('a field without a default, and a setting told as text, are read by their type', () => {
  const start = startValues([field('from', { default: undefined }), field('window', { type: 'number' })], {
    window: '8',
  })
  expect(start).toEqual({ from: '', window: 8 })
})

test('a list is typed as text and travels as an array', () => {
  const start = startValues(fields, { regions: ['US', 'CA'] })
  expect(start.regions).toBe('US, CA')
  expect(changedSettings(fields, start, { ...start, regions: ' fr; CA,' })).toEqual({ regions: ['fr', 'CA'] })
  expect(changedSettings(fields, start, { ...start, regions: '' })).toEqual({ regions: [] })
})

test('begins with what the channel has, but never with a secret', () => {
  const start = startValues(fields, {
    account_sid: 'AC1',
    auth_token: 'leaked',
    window: '8',
    receipts: false,
  })
  expect(start).toMatchObject({ account_sid: 'AC1', auth_token: '', window: 8, receipts: false })
})

test('sends only what was changed; an empty secret and what the hub makes stay out', () => {
  const start = startValues(fields, { account_sid: 'AC1' })
  const values = { ...start, account_sid: ' AC2 ', receipts: false, callback_token: 'mine' }
  expect(changedSettings(fields, start, values)).toEqual({ account_sid: 'AC2', receipts: false })
})

test('sends a secret that was typed', () => {
  const start = startValues(fields)
  expect(changedSettings(fields, start, { ...start, auth_token: 's3cret' })).toEqual({ auth_token: 's3cret' })
})

test('sends an emptied value, so that it can be cleared', () => {
  const start = startValues(fields, { base_url: 'https://other.example.com' })
  expect(changedSettings(fields, start, { ...start, base_url: '' })).toEqual({ base_url: '' })
})

test('finds what is missing or malformed before the server is asked', () => {
  const values = { ...startValues(fields), base_url: 'ftp://x', window: 1.5 }
  expect(settingFaults(fields, values)).toEqual({
    account_sid: 'required',
    auth_token: 'required',
    base_url: 'url',
    window: 'number',
  })
})

test('a required secret that is set may stay empty', () => {
  const values = startValues(fields, { account_sid: 'AC1' })
  expect(settingFaults(fields, values, ['auth_token'])).toEqual({})
})

test('places the messages of the server at their fields', () => {
  expect(settingErrors({ 'settings.auth_token': 'is wrong', name: 'is taken' })).toEqual({
    auth_token: 'is wrong',
    name: 'is taken',
  })
})
