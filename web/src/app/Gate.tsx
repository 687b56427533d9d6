import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { http } from '@/api/http'
import { useSession } from '@/api/session'
import type { SetupState } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './Gate.module.css'

const LoginPage = lazy(() =>
  import('../features/login/LoginPage').then((module) => ({ default: module.LoginPage })),
)
const Renewal = lazy(() => import('./Renewal').then((module) => ({ default: module.Renewal })))

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
        <Suspense>
          <Renewal email={session.data.email} />
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
