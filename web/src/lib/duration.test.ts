import { expect, test } from 'vitest'
import { duration } from './duration'

test('says how long a call took', () => {
  expect([0, 45, 60, 200].map(duration)).toEqual(['', '45 s', '1 min', '3 min 20 s'])
})
