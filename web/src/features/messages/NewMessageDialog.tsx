import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { Dialog } from '@/ui/Dialog'
import type { NewMessageProps as FormProps } from './NewMessageForm'

// Form fields are the heaviest part of the kit; most visits to the inbox need none.
const NewMessageForm = lazy(() =>
  import('./NewMessageForm').then((module) => ({ default: module.NewMessageForm })),
)

interface Props extends Omit<FormProps, 'to'> {
  /** The number or address; undefined: not open. */
  to: string | undefined
}

/** Writes to a contact or a number, from one of our own. Open while the address says so. */
export function NewMessageDialog({ to, ...rest }: Props) {
  const { t } = useLingui()
  return (
    <Dialog title={t`New message`} opened={to !== undefined} onClose={rest.onClose}>
      <Suspense>{to === undefined ? null : <NewMessageForm to={to} {...rest} />}</Suspense>
    </Dialog>
  )
}
