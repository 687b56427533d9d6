import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Logo } from '@/ui/Logo'
import { Enrol } from './Enrol'
import styles from './profile.module.css'

/** Stands before everything else for who has a role that requires a second factor, and none yet. */
export function EnrolPage() {
  const queries = useQueryClient()
  const leave = useMutation<void, Problem>({
    mutationFn: () => http.delete('/session'),
    onSuccess: () => queries.resetQueries(),
  })
  return (
    <main className={styles.enrolPage}>
      <div className={styles.enrolCard}>
        <Logo size={44} />
        <h1 className={styles.enrolTitle}>
          <Trans>Your role requires a second factor</Trans>
        </h1>
        <Enrol onDone={() => undefined} />
        {leave.error ? <ErrorNote error={leave.error} /> : null}
        <div>
          <Button onClick={() => leave.mutate()} loading={leave.isPending}>
            <Trans>Log out</Trans>
          </Button>
        </div>
      </div>
    </main>
  )
}
