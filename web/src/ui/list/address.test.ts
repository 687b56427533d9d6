import { expect, test } from 'vitest'
import type { SavedView } from '@/api/types'
import { addressOf, columnsOf, filtersOf, nextSort, shows } from './address'

const params = ['status', 'archived']
const view: SavedView = {
  id: 'v1',
  subject: 'accounts',
  name: 'Leads',
  shared: false,
  owner: { id: 'u1', name: 'Jake' },
  own: true,
  filter: { status: 'lead' },
  columns: ['number'],
  sort: '-created',
  version: 1,
}

test('filters are what the list knows and what is set', () => {
  expect(
    filtersOf({ status: 'lead', archived: undefined, sort: 'name', q: 'a', other: 'b' }, params),
  ).toEqual({
    status: 'lead',
  })
})

test('the head of a column asks for up, down and none', () => {
  expect(nextSort(undefined, 'name')).toBe('name')
  expect(nextSort('name', 'name')).toBe('-name')
  expect(nextSort('-name', 'name')).toBeUndefined()
  expect(nextSort('-number', 'name')).toBe('name')
})

test('columns come in the order of the list, and those of the list itself where none are chosen', () => {
  const all = [{ id: 'number' }, { id: 'type', optional: true }, { id: 'status' }]
  expect(columnsOf('status,number,gone', all)).toEqual(['number', 'status'])
  expect(columnsOf('', all)).toEqual(['number', 'status'])
})

test('a view is an address, and is recognised by it', () => {
  const address = addressOf(view, params)
  expect(address).toEqual({
    q: undefined,
    archived: undefined,
    status: 'lead',
    sort: '-created',
    columns: 'number',
  })
  expect(shows(view, { status: 'lead', sort: '-created', columns: 'number' }, params)).toBe(true)
  expect(shows(view, { ...address, archived: 'only' }, params)).toBe(false)
})
