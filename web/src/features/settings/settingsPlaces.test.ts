import { expect, test } from 'vitest'
import { settingsPlaces, shows } from './settingsPlaces'

const seen = (...permissions: string[]) =>
  settingsPlaces.filter((place) => shows(place, permissions)).map(({ to }) => to)

// What each permission opens in the menu of the settings, besides what everybody sees.
test.each([
  ['UPDATE_SYSTEM_SETTINGS', ['/settings/general']],
  ['CREATE_COMPANY', ['/settings/companies']],
  ['UPDATE_COMPANY', ['/settings/companies']],
  ['DELETE_DEPARTMENT', ['/settings/companies']],
  ['CREATE_CONTACT_TAG', ['/settings/lists']],
  ['READ_CHANNEL', ['/settings/channels']],
  ['CREATE_CHANNEL', ['/welcome']],
  ['READ_USER', ['/settings/users', '/settings/roles']],
  ['READ_ALL_LOGS', ['/settings/audit']],
  ['UPDATE_CHANNEL', []],
  ['DELETE_CHANNEL', []],
  ['CREATE_USER', []],
  ['UPDATE_ROLE', []],
])('%s opens %s', (permission, places) => {
  expect(seen(permission)).toEqual([...places, '/settings/about'])
})

test('who holds nothing sees what everybody sees', () => {
  expect(seen()).toEqual(['/settings/about'])
})
