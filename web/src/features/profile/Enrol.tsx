import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { sessionKey } from '@/api/session'
import type { RecoveryCodes as Codes, TotpSecret } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/CopyField'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField, TextField } from '@/ui/Field'
import styles from './profile.module.css'
import { RecoveryCodes } from './RecoveryCodes'

/** Sets up a second factor: the password, the QR code with a first code, the recovery codes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const begin = useMutation<TotpSecret, Problem, string>({
    mutationFn: (password) => http.post<TotpSecret>('/session/totp', { password }),
  })
  const confirm = useMutation<Codes, Problem, string>({
    mutationFn: (code) => http.post<Codes>('/session/totp/confirm', { code }),
  })
  // Who is logged in is asked again only now: the page behind may go on, and the codes must have been seen.
  const end = () => {
    void queries.invalidateQueries({ queryKey: sessionKey })
    onDone()
  }
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={end} />
  if (begin.data)
    return (
      <FirstCode
        secret={begin.data}
        onCode={(code) => confirm.mutate(code)}
        pending={confirm.isPending}
        error={confirm.error}
      />
    )
  return (
    <Password
      onPassword={(password) => begin.mutate(password)}
      pending={begin.isPending}
      error={begin.error}
    />
  )
}

interface StepProps {
  pending: boolean
  error: Problem | null
}

function Password({ onPassword, pending, error }: StepProps & { onPassword: (password: string) => void }) {
  const { t } = useLingui()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value ? null : t`Fill this in.`) },
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit(({ password }) => onPassword(password))} noValidate>
      <p>
        <Trans>You need an authenticator app, such as Aegis, 2FAS or Google Authenticator.</Trans>
      </p>
      <PasswordField
        label={t`Your password`}
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
      {error ? <ErrorNote error={error} /> : null}
      <div className={styles.foot}>
        <Button kind="primary" type="submit" loading={pending}>
          <Trans>Continue</Trans>
        </Button>
      </div>
    </form>
  )
}

interface FirstCodeProps extends StepProps {
  secret: TotpSecret
  onCode: (code: string) => void
}

function FirstCode({ secret, onCode, pending, error }: FirstCodeProps) {
  const { t } = useLingui()
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (/^\s*(\d\s*){6}$/.test(value) ? null : t`Six digits.`) },
  })
  return (
    <form className={styles.form} onSubmit={form.onSubmit(({ code }) => onCode(code))} noValidate>
      <p>
        <Trans>Let the app read this picture, then enter the code that it shows.</Trans>
      </p>
      <img
        className={styles.qr}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(secret.qr)}`}
        alt={t`QR code for your authenticator app`}
      />
      <CopyField label={t`Or type this key into the app`} value={secret.secret} />
      <TextField
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        data-autofocus
        {...form.getInputProps('code')}
      />
      {error ? <ErrorNote error={error} /> : null}
      <div className={styles.foot}>
        <Button kind="primary" type="submit" loading={pending}>
          <Trans>Switch on</Trans>
        </Button>
      </div>
    </form>
  )
}
