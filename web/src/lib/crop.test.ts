import { expect, test } from 'vitest'
import { middle, moved, square } from './crop'

test('cuts a wide picture to the square in its middle', () => {
  expect(square(400, 200, middle)).toEqual({ left: 100, top: 0, side: 200 })
})

test('enlarged twice, half of each side stays', () => {
  expect(square(400, 200, { zoom: 2, x: 0, y: 1 })).toEqual({ left: 0, top: 100, side: 100 })
})

test('never shows what is beyond the edge', () => {
  expect(square(400, 200, { zoom: 0.5, x: -1, y: 2 })).toEqual({ left: 0, top: 0, side: 200 })
})

test('follows what is dragged, up to the edge', () => {
  expect(moved(400, 200, middle, 50, 0).x).toBe(0.25)
  expect(moved(400, 200, middle, -500, 0).x).toBe(1)
})

test('a direction in which nothing is cut off does not move', () => {
  expect(moved(400, 200, middle, 0, 30)).toEqual(middle)
})
