import { useLingui } from '@lingui/react/macro'
import { useCallback, useRef } from 'react'
import { Button } from '@/ui/Button'
import { notify } from '@/ui/notify'

/**
 * Tells the user that the server was replaced by another build since this page first connected. Never reloads by
 * itself.
 */
export function useNewVersion(): (build: string) => void {
  const { t } = useLingui()
  const first = useRef('')
  return useCallback(
    (build: string) => {
      if (first.current === '') first.current = build
      if (build === first.current) return
      const reload = <Button onClick={() => window.location.reload()}>{t`Reload`}</Button>
      notify.stays('new-version', t`There is a new version of Parley. Your drafts are kept.`, reload)
    },
    [t],
  )
}
