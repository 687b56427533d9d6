import { expect, test } from 'vitest'
import { grouped, plainWords } from './permissionWords'

test('gathers permissions by what they are about', () => {
  expect(grouped(['READ_CONTACT', 'READ_SMS_MESSAGE', 'DELETE_CONTACT'])).toEqual([
    ['CONTACT', ['READ_CONTACT', 'DELETE_CONTACT']],
    ['SMS_MESSAGE', ['READ_SMS_MESSAGE']],
  ])
})

test('reads an unknown key as words', () => {
  expect(plainWords('MASS_MESSAGE')).toBe('Mass message')
})
