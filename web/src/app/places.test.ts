import { expect, test } from 'vitest'
import { places } from './places'

const seen = (...permissions: string[]) =>
  places.filter(({ needs, inner }) => !inner && (!needs || permissions.includes(needs))).map(({ to }) => to)

// What each permission opens in the rail, besides what everybody sees.
test.each([
  ['READ_SMS_MESSAGE', '/messages'],
  ['USE_SIMULATOR', '/simulator'],
])('%s opens %s', (permission, place) => {
  expect(seen(permission)).toContain(place)
  expect(seen()).not.toContain(place)
})

test('who holds nothing sees what everybody sees', () => {
  expect(seen()).toEqual(['/contacts', '/settings'])
})
