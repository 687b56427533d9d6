import { describe, expect, it } from 'vitest'
import { ariaKeys, caps, isTyping, type KeyPress, matches, parse } from './keys'

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
})

const chord = (keys: string) => {
  const [first] = parse(keys)
  if (!first) throw new Error('no chord')
  return first
}

describe('matches', () => {
  it('takes Ctrl and Cmd for Mod', () => {
    expect(matches(chord('Mod+K'), press('k', { ctrlKey: true }))).toBe(true)
    expect(matches(chord('Mod+K'), press('k', { metaKey: true }))).toBe(true)
    expect(matches(chord('Mod+K'), press('k'))).toBe(false)
    expect(matches(chord('K'), press('k', { ctrlKey: true }))).toBe(false)
  })

  it('tells Shift+E from E', () => {
    expect(matches(chord('Shift+E'), press('E', { shiftKey: true }))).toBe(true)
    expect(matches(chord('E'), press('E', { shiftKey: true }))).toBe(false)
  })

  it('goes by the position of the key where the layout has no Latin letters', () => {
    expect(matches(chord('J'), press('о', { code: 'KeyJ' }))).toBe(true) // UI-40
    expect(matches(chord('K'), press('о', { code: 'KeyJ' }))).toBe(false)
  })

  it('goes by the letter where the layout has them elsewhere', () => {
    expect(matches(chord('A'), press('a', { code: 'KeyQ' }))).toBe(true)
    expect(matches(chord('Q'), press('a', { code: 'KeyQ' }))).toBe(false)
  })

  it('takes ? however it is typed', () => {
    expect(matches(chord('?'), press('?', { shiftKey: true }))).toBe(true)
    expect(matches(chord('?'), press('?'))).toBe(true)
  })
})

it('keeps what could be text silent in text fields, and nothing else', () => {
  expect(['J', '?', '/', 'Shift+M', 'Escape'].map((keys) => isTyping(chord(keys)))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(['Mod+K', 'F6', 'Shift+F6'].map((keys) => isTyping(chord(keys)))).toEqual([false, false, false])
})

it('draws caps and names keys for assistive technology', () => {
  expect(caps('Mod+K', false)).toEqual(['Ctrl', 'K'])
  expect(caps('Mod+K', true)).toEqual(['⌘', 'K'])
  expect(caps('G M', false)).toEqual(['G', 'M'])
  expect(ariaKeys('Mod+K', false)).toBe('Control+K')
  expect(ariaKeys('G M', false)).toBeUndefined()
})
