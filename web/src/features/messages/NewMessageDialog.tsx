import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAction } from '@/ui/actions/registry'
import { Dialog } from '@/ui/Dialog'

// Form fields are the heaviest part of the kit; most visits to the inbox need none.
const NewMessageForm = lazy(() =>
  import('./NewMessageForm').then((module) => ({ default: module.NewMessageForm })),
)

/** Writes to a contact or a number, from one of our own. Open while the address says so. */
export function NewMessageDialog({ to }: { to: string | undefined }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const setCompose = (compose: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, compose }) })
  useAction('message.new', { run: () => setCompose('') })
  return (
    <Dialog title={t`New message`} opened={to !== undefined} onClose={() => setCompose(undefined)}>
      <Suspense>
        {to === undefined ? null : <NewMessageForm to={to} onClose={() => setCompose(undefined)} />}
      </Suspense>
    </Dialog>
  )
}
