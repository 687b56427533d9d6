import { expect, test } from 'vitest'
import { allOrNothing, extended, nothing, toggled } from './selection'

const order = ['a', 'b', 'c', 'd']
const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort()

test('choosing a row twice leaves it', () => {
  const once = toggled(nothing, 'b')
  expect(chosen(once)).toEqual(['b'])
  expect(chosen(toggled(once, 'b'))).toEqual([])
})

test('a range goes from the last row that was chosen, in both directions', () => {
  const from = toggled(nothing, 'c')
  expect(chosen(extended(from, order, 'd'))).toEqual(['c', 'd'])
  expect(chosen(extended(extended(from, order, 'd'), order, 'a'))).toEqual(['a', 'b', 'c', 'd'])
})

test('a range whose beginning is no longer in the list is the one row', () => {
  expect(chosen(extended(toggled(nothing, 'gone'), order, 'b'))).toEqual(['b', 'gone'])
})

test('all are chosen, and then none', () => {
  const all = allOrNothing(toggled(nothing, 'b'), order)
  expect(chosen(all)).toEqual(order)
  expect(chosen(allOrNothing(all, order))).toEqual([])
})
