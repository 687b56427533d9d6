import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { ErrorNote } from './ErrorNote'

interface Props {
  title: string
  opened: boolean
  onClose: () => void
  /** The act, as its button says it: "Delete channel". */
  act: string
  onConfirm: () => void
  pending?: boolean
  error?: unknown
  /** What will happen, in sentences. */
  children: ReactNode
}

/** Asks before something is taken away, and says what that means. */
export function ConfirmDialog({ title, opened, onClose, act, onConfirm, pending, error, children }: Props) {
  const footer = (
    <>
      <Button onClick={onClose} data-autofocus>
        <Trans>Cancel</Trans>
      </Button>
      <Button kind="danger" onClick={onConfirm} loading={pending}>
        {act}
      </Button>
    </>
  )
  return (
    <Dialog title={title} opened={opened} onClose={onClose} footer={footer} size="small">
      {children}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  )
}
