import { expect, test } from 'vitest'
import { parts, plainWords } from './permissionWords'

test('parts a permission into the act and what it is about', () => {
  expect(parts('READ_SMS_MESSAGE')).toEqual({ act: 'READ', subject: 'SMS_MESSAGE' })
  expect(parts('FLY')).toEqual({ act: '', subject: 'FLY' })
})

test('reads an unknown key as words', () => {
  expect(plainWords('MASS_MESSAGE')).toBe('Mass message')
})
