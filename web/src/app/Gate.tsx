import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect } from 'react'
import { actAs, http, whenRefused } from '@/api/http'
import { sessionKey, useSession } from '@/api/session'
import type { ID, SetupState } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './Gate.module.css'

const LoginPage = lazy(() =>
  import('../features/login/LoginPage').then((module) => ({ default: module.LoginPage })),
)
const PasswordPage = lazy(() =>
  import('../features/login/PasswordPage').then((module) => ({ default: module.PasswordPage })),
)
const EnrolPage = lazy(() =>
  import('../features/profile/EnrolPage').then((module) => ({ default: module.EnrolPage })),
)
const Renewal = lazy(() => import('./Renewal').then((module) => ({ default: module.Renewal })))

/** Where the links lead that administrators pass on; whoever is logged in. */
const passwordPath = '/password'

const Suspended = ({ page }: { page: ReactNode }) => <Suspense>{page}</Suspense>

/**
 * Lets in who is logged in; else shows the log-in (or the set-up of a new installation) at the same address.
 * A session that ends later is renewed in a dialog above the page, so that nothing typed is lost; nothing that was read
 * is seen behind it. Where somebody else has logged in meanwhile, the page becomes his: all of it begins anew.
 */
export function Gate() {
  const session = useSession()
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: () => http.get<SetupState>('/setup'),
    enabled: session.error?.status === 401 && !session.data,
  })
  useAskAgain()
  const path = useLocation({ select: ({ pathname }) => pathname })
  if (path === passwordPath) return <Suspended page={<PasswordPage />} />
  if (session.data?.must_enrol) return <Suspended page={<EnrolPage />} />
  if (session.data) {
    const ended = session.error?.status === 401
    return (
      <>
        <Caller id={session.data.id} />
        <div className={ended ? styles.covered : styles.page}>
          <Outlet key={session.data.id} />
        </div>
        <Suspense>
          <Renewal email={session.data.email} ended={ended} />
        </Suspense>
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

/** Binds every call to the user of the page. It stands before the page, whose own effects therefore come later. */
function Caller({ id }: { id: ID }) {
  useLayoutEffect(() => {
    actAs(id)
    return () => actAs('')
  }, [id])
  return null
}

/** Asks who is logged in, once at a time, whenever something was refused because the session is not the user's. */
function useAskAgain(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      whenRefused(() => {
        void queries.invalidateQueries({ queryKey: sessionKey }, { cancelRefetch: false })
      }),
    [queries],
  )
}
