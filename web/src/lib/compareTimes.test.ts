import { expect, it } from 'vitest'
import { compareTimes } from './compareTimes'

it('orders times whatever digits their seconds have', () => {
  const inOrder = ['26.999', '27', '27.02', '27.2', '27.201', '27.21', '28'].map(
    (seconds) => `2026-11-21T17:51:${seconds}Z`,
  )
  expect([...inOrder].reverse().sort(compareTimes)).toEqual(inOrder)
  expect(compareTimes('2026-11-21T17:51:27.2Z', '2026-11-21T17:51:27.2Z')).toBe(0)
})
