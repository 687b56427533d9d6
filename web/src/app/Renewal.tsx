import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { whenLoggedOut } from '@/api/http'
import { sessionKey } from '@/api/session'
import { Dialog } from '@/ui/Dialog'

const LoginForm = lazy(() =>
  import('../features/login/LoginForm').then((module) => ({ default: module.LoginForm })),
)

/** Lets a user whose session has ended log in again above the page, so that nothing typed is lost. */
export function Renewal({ email }: { email: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [ended, setEnded] = useState(false)
  useEffect(() => whenLoggedOut(() => setEnded(true)), [])
  const renewed = () => {
    setEnded(false)
    void queries.invalidateQueries()
  }
  const leave = () => {
    setEnded(false)
    queries.removeQueries({ queryKey: sessionKey })
  }
  return (
    <Dialog title={t`Your session has ended`} opened={ended} onClose={leave} size="small">
      <Suspense>
        <LoginForm email={email} onDone={renewed} />
      </Suspense>
    </Dialog>
  )
}
