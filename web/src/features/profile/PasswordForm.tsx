import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useMe } from '@/api/session'
import { characters } from '@/lib/characters'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import styles from './profile.module.css'

const shortest = 10

export function PasswordForm() {
  const { t } = useLingui()
  const { email } = useMe()
  const form = useForm({
    initialValues: { current: '', new: '' },
    validate: {
      current: (value) => (value ? null : t`Fill this in.`),
      new: (value) => (characters(value) < shortest ? t`At least ${shortest} characters.` : null),
    },
  })
  const change = useMutation<void, Problem, typeof form.values>({
    mutationFn: (values) => http.post('/session/password', values),
    onSuccess: () => form.reset(),
    onError: (problem) => form.setErrors(problem.byField()),
  })
  return (
    <Card title={t`Password`}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        {/* For password managers, which look for whose password it is. */}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <div className={styles.pair}>
          <PasswordField
            label={t`Current password`}
            autoComplete="current-password"
            {...form.getInputProps('current')}
          />
          <PasswordField
            label={t`New password`}
            description={t`At least ${shortest} characters. A sentence is good.`}
            autoComplete="new-password"
            {...form.getInputProps('new')}
          />
        </div>
        {change.isSuccess ? (
          <Notice tone="ok" live>
            <Trans>Your password was changed.</Trans>
          </Notice>
        ) : null}
        {change.error ? <ErrorNote error={change.error} /> : null}
        <div className={styles.foot}>
          <Button type="submit" loading={change.isPending}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </form>
    </Card>
  )
}
