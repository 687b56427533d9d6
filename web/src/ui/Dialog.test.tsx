import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Dialog } from './Dialog'

function page(onClose: () => void, shown: boolean) {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <button type="button">opener</button>
        {shown ? (
          <Dialog title="New contact" opened onClose={onClose} onSubmit={(event) => event.preventDefault()}>
            <input aria-label="Name" />
          </Dialog>
        ) : null}
      </MantineProvider>
    </I18nProvider>
  )
}

it('is closed by Escape until something was written', () => {
  const onClose = vi.fn()
  render(page(onClose, true))
  fireEvent.keyDown(screen.getByLabelText('Name'), { key: 'Escape' })
  expect(onClose).toHaveBeenCalledTimes(1)
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Zoé' } })
  fireEvent.keyDown(screen.getByLabelText('Name'), { key: 'Escape' })
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('gives the focus back, also where it is gone and not closed', () => {
  const { rerender } = render(page(() => {}, false))
  const opener = screen.getByText('opener')
  opener.focus()
  rerender(page(() => {}, true))
  screen.getByLabelText('Name').focus()
  rerender(page(() => {}, false))
  expect(document.activeElement).toBe(opener)
})
