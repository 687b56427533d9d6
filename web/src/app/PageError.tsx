import { Trans, useLingui } from '@lingui/react/macro'
import { IconRefreshAlert } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'

/** A page that broke, or that a new deployment no longer has. What was typed is in the drafts. */
export function PageError({ error }: ErrorComponentProps) {
  const { t } = useLingui()
  const message = error instanceof Error ? error.message : String(error)
  const gone = /dynamically imported module|importing a module script/i.test(message)
  const reload = <Button kind="primary" onClick={() => window.location.reload()}>{t`Reload`}</Button>
  return (
    <EmptyState
      page
      icon={IconRefreshAlert}
      title={gone ? t`There is a new version of Parley` : t`This page could not be shown`}
      action={reload}
    >
      {gone ? <Trans>Reload to use it. Your drafts are kept.</Trans> : message}
    </EmptyState>
  )
}
