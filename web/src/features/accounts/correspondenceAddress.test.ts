import { expect, test } from 'vitest'
import { Times } from '@/lib/times'
import { everything, narrowed, queryOf } from './correspondenceAddress'

const toronto = new Times('en', 'America/Toronto')

test('days are whole days of the reader', () => {
  expect(queryOf({ since: '2026-11-20', until: '2026-11-21' }, toronto)).toEqual({
    journal: true,
    since: '2026-11-20T05:00:00.000Z',
    until: '2026-11-22T05:00:00.000Z',
  })
})

test('asks for what the address says, and for all without', () => {
  expect(queryOf({ entry: 'note', direction: 'inbound', contact: 'c' }, toronto)).toEqual({
    journal: true,
    entry: 'note',
    direction: 'inbound',
    contact_id: 'c',
  })
  expect(queryOf(everything, toronto)).toEqual({ journal: true })
  expect([narrowed(everything), narrowed({ until: '2026-11-21' })]).toEqual([false, true])
})

test('what is no day is not asked for', () => {
  expect(queryOf({ since: 'yesterday', until: '2026-13-45' }, toronto)).toEqual({ journal: true })
})
