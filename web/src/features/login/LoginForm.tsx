import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { sessionKey } from '@/api/session'
import type { Me } from '@/api/types'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField, TextField } from '@/ui/Field'
import styles from './login.module.css'

interface Props {
  email?: string
  onDone?: () => void
}

/** Email and password. On success the session is in the cache, and whoever waits for it goes on. */
export function LoginForm({ email = '', onDone }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm({ initialValues: { email, password: '' } })
  const login = useMutation<Me, Problem, typeof form.values>({
    mutationFn: (values) => http.post<Me>('/session', values),
    onSuccess: (me) => {
      queries.setQueryData(sessionKey, me)
      onDone?.()
    },
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => login.mutate(values))}>
      <TextField
        label={t`Email`}
        type="email"
        autoComplete="username"
        required
        {...form.getInputProps('email')}
      />
      <PasswordField
        label={t`Password`}
        autoComplete="current-password"
        required
        {...form.getInputProps('password')}
      />
      {login.error ? <ErrorNote error={login.error} /> : null}
      <Button kind="primary" type="submit" loading={login.isPending}>
        <Trans>Log in</Trans>
      </Button>
    </form>
  )
}
