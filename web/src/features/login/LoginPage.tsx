import { Trans } from '@lingui/react/macro'
import type { SetupState } from '@/api/types'
import { Logo } from '@/ui/Logo'
import { LoginForm } from './LoginForm'
import styles from './login.module.css'

export function LoginPage({ setup }: { setup: SetupState }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={44} />
        <h1 className={styles.title}>
          <Trans>Log in to Parley</Trans>
        </h1>
        {setup.demo ? (
          <p className={styles.hint}>
            <Trans>This is a demonstration: nothing leaves it.</Trans>
          </p>
        ) : null}
        <LoginForm />
      </div>
    </main>
  )
}
