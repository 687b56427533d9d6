import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import { Problem } from '@/api/problem'
import { entered, sessionKey } from '@/api/session'
import type { Me } from '@/api/types'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField, TextField } from '@/ui/Field'
import styles from './login.module.css'

interface Props {
  email?: string
  onDone?: () => void
}

/**
 * Email and password, and a code for who has a second factor; a dialog puts the focus on the first that is empty. On
 * success the session is in the cache, and whoever waits for it goes on.
 */
export function LoginForm({ email = '', onDone }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { email, password: '', code: '' },
    validate: {
      email: (value) => (value.trim() ? null : t`Fill this in.`),
      password: (value) => (value ? null : t`Fill this in.`),
    },
  })
  const login = useMutation<Me, Problem, typeof form.values>({
    mutationFn: ({ code, ...values }) =>
      http.post<Me>('/session', { ...values, email: values.email.trim(), ...(code.trim() ? { code } : {}) }),
    onSuccess: (me) => {
      queries.setQueryData(sessionKey, entered(queries, me))
      onDone?.()
    },
  })
  const halfway = login.error?.code === 'totp_required'
  const asked =
    halfway ||
    form.values.code !== '' ||
    ['wrong_code', 'second_factor_lost'].includes(login.error?.code ?? '')
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
      <TextField
        label={t`Email`}
        type="email"
        autoComplete="username"
        required
        data-autofocus={email === '' || undefined}
        {...form.getInputProps('email')}
      />
      <PasswordField
        label={t`Password`}
        autoComplete="current-password"
        required
        data-autofocus={email !== '' || undefined}
        {...form.getInputProps('password')}
      />
      {asked ? (
        <TextField
          label={t`Code`}
          description={t`From your authenticator app, or one of your recovery codes.`}
          autoComplete="one-time-code"
          spellCheck={false}
          ref={(field) => {
            if (halfway && form.values.code === '') field?.focus()
          }}
          {...form.getInputProps('code')}
        />
      ) : null}
      {login.error && !halfway ? <Refusal problem={login.error} /> : null}
      <Button kind="primary" type="submit" loading={login.isPending}>
        <Trans>Log in</Trans>
      </Button>
    </form>
  )
}

/** A 401 here means a wrong password, not a session that ended; too many attempts says how long to wait. */
function Refusal({ problem }: { problem: Problem }) {
  const { t } = useLingui()
  const ours: Record<string, string> = {
    invalid_credentials: t`Email or password is wrong. Check both, and Caps Lock.`,
    wrong_code: t`The code is wrong or was used before. Wait for the next one.`,
    second_factor_lost: t`This hub has lost the key to your second factor. Enter a recovery code, or ask an administrator to take the second factor away.`,
    too_many_attempts: t`Too many attempts. Wait a few minutes, then try again.`,
  }
  const detail = ours[problem.code]
  // Told as a refusal of what was typed, so that the note does not speak of an ended session.
  return <ErrorNote error={detail ? new Problem(422, { ...problem.meta, detail }) : problem} />
}
