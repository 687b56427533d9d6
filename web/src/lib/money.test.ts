import { expect, it } from 'vitest'
import { amount, knownCurrencies, toMajor, toMinor } from './money'

it('writes amounts with the decimals of the currency', () => {
  expect(amount(4990, { code: 'USD', digits: 2 }, 'en-US')).toBe('$49.90')
  expect(amount(4990, { code: 'JPY', digits: 0 }, 'en-US')).toBe('¥4,990')
  expect(amount(4990, { code: '', digits: 2 }, 'en-US')).toBe('49.90')
})

it('reads what a form means', () => {
  expect(['49.9', '49,90', ' 49 ', '0.29', '1234.50'].map((text) => toMinor(text, 2))).toEqual([
    4990, 4990, 4900, 29, 123450,
  ])
  expect(toMinor('1,005', 3)).toBe(1005)
  expect(toMinor('1250', 0)).toBe(1250)
  expect([toMajor(4990, 2), toMajor(4990, 0), toMajor(5, 2)]).toEqual(['49.90', '4990', '0.05'])
})

it.each([
  ['1,234.50', 2],
  ['1.234,50', 2],
  ['1,234', 2],
  ['1 234', 2],
  ['-3', 2],
  ['+3', 2],
  ['3.', 2],
  ['.5', 2],
  ['$3', 2],
  ['1e3', 2],
  ['12,50', 0],
  ['12.0', 0],
])('does not guess what %s with %d decimals means', (text, digits) => {
  expect(toMinor(text, digits)).toBeUndefined()
})

it('offers currencies by name', () => {
  expect(knownCurrencies('en')).toContainEqual({ value: 'CAD', label: 'CAD · Canadian Dollar' })
})
