import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { LinkOwner } from '@/api/types'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField } from '@/ui/Field'
import { Logo } from '@/ui/Logo'
import { Notice } from '@/ui/Notice'
import { LoginForm } from './LoginForm'
import styles from './login.module.css'

/** What a link from an administrator opens: its owner sets a password, then logs in with it. */
export function PasswordPage() {
  const navigate = useNavigate()
  const [secret] = useState(() => window.location.hash.slice(1))
  const [isSet, setIsSet] = useState(false)
  const owner = useQuery<LinkOwner, Problem>({
    queryKey: ['password-links', secret],
    queryFn: () => http.post<LinkOwner>('/password-links/look', { secret }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={44} />
        <h1 className={styles.title}>
          {owner.data?.invited ? <Trans>Welcome to Parley</Trans> : <Trans>A new password</Trans>}
        </h1>
        {owner.error ? <ErrorNote error={owner.error} /> : null}
        {owner.data && !isSet ? (
          <NewPassword owner={owner.data} secret={secret} onDone={() => setIsSet(true)} />
        ) : null}
        {owner.data && isSet ? (
          <>
            <Notice tone="ok" live>
              <Trans>Your password is set. Log in with it.</Trans>
            </Notice>
            <LoginForm email={owner.data.email} onDone={() => void navigate({ to: '/', hash: '' })} />
          </>
        ) : null}
      </div>
    </main>
  )
}

const shortest = 10

interface Props {
  owner: LinkOwner
  secret: string
  onDone: () => void
}

function NewPassword({ owner, secret, onDone }: Props) {
  const { t } = useLingui()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value.length < shortest ? t`At least ${shortest} characters.` : null) },
  })
  const use = useMutation<void, Problem, typeof form.values>({
    mutationFn: ({ password }) => http.post('/password-links/use', { secret, password }),
    onSuccess: onDone,
    onError: (problem) => form.setErrors(problem.byField()),
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => use.mutate(values))} noValidate>
      <p className={styles.hint}>
        <Trans>
          {owner.name}, choose the password with which you log in as {owner.email}.
        </Trans>
      </p>
      {/* For password managers, which look for whose password it is. */}
      <input type="hidden" autoComplete="username" value={owner.email} readOnly />
      <PasswordField
        label={t`New password`}
        description={t`At least ${shortest} characters. A sentence is good.`}
        autoComplete="new-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
      {use.error && !use.error.byField().password ? <ErrorNote error={use.error} /> : null}
      <Button kind="primary" type="submit" loading={use.isPending}>
        <Trans>Set password</Trans>
      </Button>
    </form>
  )
}
