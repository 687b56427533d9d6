import { expect, test } from 'vitest'
import { changed, merge } from './merge'

const base = { name: 'Amelia', note: '', addresses: [{ value: '+15145550142' }] }

test('takes over what only they changed and keeps what only I changed', () => {
  const merged = merge(base, { ...base, note: 'calls back' }, { ...base, name: 'Amelia T.' })
  expect(merged.values).toEqual({ ...base, note: 'calls back', name: 'Amelia T.' })
  expect(merged.taken).toEqual(['name'])
  expect(merged.disputed).toEqual([])
})

test('keeps mine and names the field where both changed it', () => {
  const merged = merge(base, { ...base, note: 'mine' }, { ...base, note: 'theirs' })
  expect(merged.values.note).toBe('mine')
  expect(merged.disputed).toEqual(['note'])
  expect(merged.taken).toEqual([])
})

test('sees no dispute where both wrote the same', () => {
  const both = { ...base, addresses: [{ value: '+15145550199' }] }
  expect(merge(base, both, structuredClone(both))).toEqual({ values: both, taken: [], disputed: [] })
})

test('a patch says only what differs, lists by content', () => {
  expect(changed(base, { ...structuredClone(base), note: 'new' })).toEqual({ note: 'new' })
  expect(changed(base, structuredClone(base))).toEqual({})
})
