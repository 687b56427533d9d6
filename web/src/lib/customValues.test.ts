import { expect, test } from 'vitest'
import { customBody, customValues } from './customValues'

test('a row gives its values, and nothing that is none', () => {
  expect(customValues({ plan: 'Fibre', seats: 3, vip: false, odd: { a: 1 }, none: null })).toEqual({
    plan: 'Fibre',
    seats: 3,
    vip: false,
  })
  expect(customValues(undefined)).toEqual({})
})

test('a field that was emptied is told as null, a zero and a no are kept', () => {
  expect(customBody({ plan: ' ', seats: 0, vip: false, since: null })).toEqual({
    plan: null,
    seats: 0,
    vip: false,
    since: null,
  })
})
