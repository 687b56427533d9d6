import { notifications } from '@mantine/notifications'

/** A short word in the corner that goes by itself. For what the user did, or what happened without him. */
export const notify = {
  done: (message: string) => notifications.show({ message, color: 'brand', autoClose: 4000 }),
  failed: (message: string, title?: string) =>
    notifications.show({ title, message, color: 'red', autoClose: 8000 }),
  /** Stays until it is closed. */
  stays: (id: string, title: string, message: React.ReactNode) =>
    notifications.show({ id, title, message, color: 'brand', autoClose: false }),
}
