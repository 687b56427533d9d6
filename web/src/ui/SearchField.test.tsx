import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SearchField } from './SearchField'

beforeEach(() => {
  vi.useFakeTimers()
  window.history.replaceState(null, '', '/contacts')
})
afterEach(() => vi.useRealTimers())

/** Draws the field, types into it, and gives what it is asked to look for. */
function typed(text: string) {
  const asked: string[] = []
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <SearchField label="Search" value="" onSearch={(each) => asked.push(each)} />
      </MantineProvider>
    </I18nProvider>,
  )
  fireEvent.change(screen.getByLabelText('Search'), { target: { value: text } })
  return asked
}

it('searches a moment after the last key', () => {
  const asked = typed('zo')
  expect(asked).toEqual([])
  vi.runAllTimers()
  expect(asked).toEqual(['zo'])
})

it('does not pull back to a list that was left within that moment', () => {
  const asked = typed('zo')
  window.history.pushState(null, '', '/contacts/0189')
  vi.runAllTimers()
  expect(asked).toEqual([])
})
