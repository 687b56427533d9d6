import { expect, test } from 'vitest'
import { choiceBody, choiceValues } from './choiceValues'

test('a list is told only what it knows', () => {
  const values = choiceValues({ id: '1', name: 'Mobile', sms_capable: true, version: 1 })
  expect(choiceBody('phone-number-types', values)).toEqual({ name: 'Mobile', sms_capable: true })
  expect(choiceBody('contact-tags', values)).toEqual({ name: 'Mobile' })
  expect(choiceBody('account-types', values)).toEqual({ name: 'Mobile', class: 'residential' })
})

test('the contacts that there are get a category, lose it, or stay as they are', () => {
  const values = { ...choiceValues(undefined), name: 'Outages' }
  const body = (existing: '' | 'apply' | 'remove') =>
    choiceBody('messaging-categories', { ...values, existing })
  expect(body('')).toEqual({ name: 'Outages', default: false })
  expect(body('apply')).toEqual({ name: 'Outages', default: false, apply_to_all_contacts: true })
  expect(body('remove')).toEqual({ name: 'Outages', default: false, remove_from_all_contacts: true })
})
