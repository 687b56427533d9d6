import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { Dialog } from '@/ui/Dialog'

// Form fields are the heaviest part of the kit; most visits to the inbox need none.
const NewMessageForm = lazy(() =>
  import('./NewMessageForm').then((module) => ({ default: module.NewMessageForm })),
)

/** Writes to a contact or a number, from one of our own. Open while the address says so. */
export function NewMessageDialog({ to, onClose }: { to: string | undefined; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Dialog title={t`New message`} opened={to !== undefined} onClose={onClose}>
      <Suspense>{to === undefined ? null : <NewMessageForm to={to} onClose={onClose} />}</Suspense>
    </Dialog>
  )
}
