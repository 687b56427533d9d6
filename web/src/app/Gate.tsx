import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { http, whenLoggedOut } from '@/api/http'
import { sessionKey, useSession } from '@/api/session'
import type { SetupState } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './Gate.module.css'

const LoginPage = lazy(() =>
  import('../features/login/LoginPage').then((module) => ({ default: module.LoginPage })),
)
const LoginForm = lazy(() =>
  import('../features/login/LoginForm').then((module) => ({ default: module.LoginForm })),
)

/**
 * Lets in who is logged in; else shows the log-in (or the set-up of a new installation) at the same address.
 * A session that ends later is renewed in a dialog above the page, so that nothing typed is lost.
 */
export function Gate() {
  const session = useSession()
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: () => http.get<SetupState>('/setup'),
    enabled: session.error?.status === 401 && !session.data,
  })
  if (session.data) {
    return (
      <>
        <Outlet key={session.data.id} />
        <Renewal email={session.data.email} />
      </>
    )
  }
  if (session.error && session.error.status !== 401) {
    return (
      <main className={styles.broken}>
        <ErrorNote error={session.error} onRetry={() => void session.refetch()} />
      </main>
    )
  }
  if (!setup.data) return null
  return (
    <Suspense>
      <LoginPage setup={setup.data} />
    </Suspense>
  )
}

function Renewal({ email }: { email: string }) {
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
