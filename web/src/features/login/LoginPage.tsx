import { Trans } from '@lingui/react/macro'
import type { SetupState } from '@/api/types'
import { Logo } from '@/ui/Logo'
import { LoginForm } from './LoginForm'
import styles from './login.module.css'
import { SetupPage } from './SetupPage'

/** The door: log-in, or the set-up of a new installation. */
export function LoginPage({ setup }: { setup: SetupState }) {
  if (setup.needed) return <SetupPage setup={setup} />
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={44} />
        <h1 className={styles.title}>
          <Trans>Log in to Parley</Trans>
        </h1>
        {setup.demo ? (
          <p className={styles.hint}>
            <Trans>
              This is a demonstration: nothing leaves it. Log in as admin@harbor.example with the password
              harbor-demo.
            </Trans>
          </p>
        ) : null}
        <LoginForm />
        <p className={styles.hint}>
          <Trans>Forgot your password? Ask an administrator for a link to set a new one.</Trans>
        </p>
      </div>
    </main>
  )
}
