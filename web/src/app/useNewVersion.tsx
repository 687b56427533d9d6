import { useLingui } from '@lingui/react/macro'
import { useCallback } from 'react'
import { Button } from '@/ui/Button'
import { notify } from '@/ui/notify'

/** Tells the user, once, that the server runs another build than this page. Never reloads by itself. */
export function useNewVersion(): (build: string) => void {
  const { t } = useLingui()
  return useCallback(
    (build: string) => {
      if (__BUILD__ === 'dev' || build === '' || build === __BUILD__) return
      const reload = <Button onClick={() => window.location.reload()}>{t`Reload`}</Button>
      notify.stays('new-version', t`There is a new version of Parley. Your drafts are kept.`, reload)
    },
    [t],
  )
}
