import { t } from '@lingui/core/macro'
import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { Undo } from './Undo'

const close = () => ({ closeButtonProps: { 'aria-label': t`Close` } })

/** A short word in the corner that goes by itself. For what the user did, or what happened without him. */
export const notify = {
  done: (message: string) => notifications.show({ ...close(), message, color: 'brand', autoClose: 4000 }),
  /** What was done, with the act that takes it back. */
  undoable: (message: string, act: string, run: () => void) => {
    const undo = () => {
      notifications.hide(id)
      run()
    }
    const content = createElement(Undo, { message, act, onUndo: undo })
    const id = notifications.show({ ...close(), message: content, color: 'brand', autoClose: 10_000 })
  },
  failed: (message: string, title?: string) =>
    notifications.show({ ...close(), title, message, color: 'red', autoClose: 8000 }),
  /** What happened, in short, without an act of the user. */
  news: (title: string, message: string) =>
    notifications.show({
      ...close(),
      title,
      message: message.slice(0, 140),
      color: 'brand',
      autoClose: 6000,
    }),
  /** Stays until it is closed. */
  stays: (id: string, title: string, message: React.ReactNode) =>
    notifications.show({ ...close(), id, title, message, color: 'brand', autoClose: false }),
}
