import { fireEvent, render } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { Registry } from './registry'
import { type Remapped, useShortcuts } from './useShortcuts'

let registry: Registry
let ran: string[]

beforeEach(() => {
  registry = new Registry()
  ran = []
  for (const id of ['palette.open', 'conversation.next', 'go.contacts'] as const) {
    registry.register(id, { current: { run: () => ran.push(id) } })
  }
})

function Page({ single = true, remapped = {} }: { single?: boolean; remapped?: Remapped }) {
  useShortcuts(registry, single, remapped)
  return <textarea aria-label="text" />
}

it('runs an action by its key, and by two keys in a row', () => {
  render(<Page />)
  fireEvent.keyDown(document.body, { key: 'j' })
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(ran).toEqual(['conversation.next', 'go.contacts']) // UI-39
})

it('is silent while one writes, but for keys that are no text', () => {
  const { getByLabelText } = render(<Page />)
  fireEvent.keyDown(getByLabelText('text'), { key: 'j' })
  fireEvent.keyDown(getByLabelText('text'), { key: 'k', ctrlKey: true })
  expect(ran).toEqual(['palette.open']) // UI-38
})

it('can have its single keys turned off, and any key changed', () => {
  const { rerender } = render(<Page single={false} />)
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(ran).toEqual([])
  rerender(<Page remapped={{ 'conversation.next': 'N' }} />)
  fireEvent.keyDown(document.body, { key: 'j' })
  fireEvent.keyDown(document.body, { key: 'n' })
  expect(ran).toEqual(['conversation.next'])
})

it('runs nothing that is disabled', () => {
  registry.register('conversation.next', { current: { run: () => ran.push('disabled'), enabled: false } })
  render(<Page />)
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(ran).toEqual([])
})

it('gives a key that two actions share to the one that can be done now', () => {
  registry = new Registry()
  registry.register('list.next', { current: { run: () => ran.push('list.next') } })
  render(<Page />)
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(ran).toEqual(['list.next'])
})
