import { expect, it } from 'vitest'
import { amount, knownCurrencies, toMajor, toMinor } from './money'

it('writes amounts with the decimals of the currency', () => {
  expect(amount(4990, { code: 'USD', digits: 2 }, 'en-US')).toBe('$49.90')
  expect(amount(4990, { code: 'JPY', digits: 0 }, 'en-US')).toBe('¥4,990')
  expect(amount(4990, { code: '', digits: 2 }, 'en-US')).toBe('49.90')
})

it('reads what a form means', () => {
  expect(toMinor(49.9, 2)).toBe(4990)
  expect(toMinor(1.005, 3)).toBe(1005)
  expect(toMinor(0.29, 2)).toBe(29)
  expect(toMajor(4990, 0)).toBe(4990)
})

it('offers currencies by name', () => {
  expect(knownCurrencies('en')).toContainEqual({ value: 'CAD', label: 'CAD · Canadian Dollar' })
})
