import { expect, it } from 'vitest'
import { readablePhone } from './phone'

it('groups North American numbers and leaves the rest', () => {
  expect(readablePhone('+15145550100')).toBe('+1 514-555-0100')
  expect(readablePhone('+442079460000')).toBe('+442079460000')
  expect(readablePhone('support@example.net')).toBe('support@example.net')
})
