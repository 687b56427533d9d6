import { expect, test } from 'vitest'
import { ownerBody, ownerOf } from './owner'

const shed = { id: 's1', name: 'Shed' }

test('a contact belongs to the one of account, site and vendor that is there', () => {
  expect(ownerOf({ account: null, network_site: shed, vendor: null })).toEqual({
    kind: 'network_site',
    ...shed,
  })
  expect(ownerOf({ account: null, network_site: null, vendor: shed })).toEqual({ kind: 'vendor', ...shed })
  expect(ownerOf({ account: shed })).toEqual({ kind: 'account', ...shed })
})

test('who belongs to nobody is offered an account first', () => {
  const nobody = { kind: 'account', id: '', name: '' }
  expect(ownerOf(undefined)).toEqual(nobody)
  expect(ownerOf({ account: null, network_site: null, vendor: null })).toEqual(nobody)
})

test('one owner is named by its kind alone, none by none of any kind', () => {
  expect(ownerBody({ kind: 'vendor', id: 'v1', name: 'Beacon' })).toEqual({ vendor_id: 'v1' })
  expect(ownerBody({ kind: 'vendor', id: '', name: '' })).toEqual({
    account_id: '',
    network_site_id: '',
    vendor_id: '',
  })
})
