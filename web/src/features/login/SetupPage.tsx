import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { entered, sessionKey } from '@/api/session'
import type { Me, SetupState } from '@/api/types'
import { characters } from '@/lib/characters'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField, TextField } from '@/ui/Field'
import { Logo } from '@/ui/Logo'
import styles from './login.module.css'

const shortest = 10

/** A new installation: makes its first user, the administrator, and goes on to the first steps. */
export function SetupPage({ setup }: { setup: SetupState }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { name: '', email: '', password: '', code: '' },
    validate: {
      name: (value) => (value.trim() ? null : t`Fill this in.`),
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t`Give an email address.`),
      password: (value) => (characters(value) < shortest ? t`At least ${shortest} characters.` : null),
      code: (value) =>
        setup.code_required && value.trim() === '' ? t`The hub prints it where it was started.` : null,
    },
  })
  const create = useMutation<Me, Problem, typeof form.values>({
    mutationFn: ({ code, ...user }) =>
      http.post<Me>('/setup', {
        ...user,
        name: user.name.trim(),
        email: user.email.trim(),
        ...(setup.code_required ? { code: code.trim() } : {}),
      }),
    onSuccess: async (me) => {
      await navigate({ to: '/welcome' })
      queries.setQueryData(sessionKey, entered(queries, me))
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={44} />
        <h1 className={styles.title}>
          <Trans>Set up Parley</Trans>
        </h1>
        <p className={styles.hint}>
          <Trans>
            Nobody can log in yet. Make the first user: the administrator, who can add the others.
          </Trans>
        </p>
        <form className={styles.form} onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <TextField label={t`Your name`} autoComplete="name" required {...form.getInputProps('name')} />
          <TextField
            label={t`Email`}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordField
            label={t`Password`}
            description={t`At least ${shortest} characters. A sentence is good.`}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          {setup.code_required ? (
            <TextField
              label={t`Set-up code`}
              description={t`The hub printed it when it started. It proves that this machine is yours.`}
              autoComplete="one-time-code"
              spellCheck={false}
              required
              {...form.getInputProps('code')}
            />
          ) : null}
          {create.error ? <ErrorNote error={create.error} /> : null}
          <Button kind="primary" type="submit" loading={create.isPending}>
            <Trans>Create administrator</Trans>
          </Button>
        </form>
      </div>
    </main>
  )
}
