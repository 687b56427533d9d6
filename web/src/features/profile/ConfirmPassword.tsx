import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { sessionKey } from '@/api/session'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField } from '@/ui/Field'

interface Props<T> {
  title: string
  act: string
  /** What is called with the password. */
  path: string
  onDone: (answer: T) => void
  onClose: () => void
  /** What will happen, in a sentence. */
  children: ReactNode
}

/** Asks for the user's password again before something that must not be done at a browser that was left open. */
export function ConfirmPassword<T = void>({ title, act, path, onDone, onClose, children }: Props<T>) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value ? null : t`Fill this in.`) },
  })
  const call = useMutation<T, Problem, typeof form.values>({
    mutationFn: (values) => http.post<T>(path, values),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: sessionKey })
      void queries.invalidateQueries({ queryKey: ['totp'] })
      onDone(answer)
    },
    onError: (problem) => form.setErrors({ password: problem.byField().current }),
  })
  const unplaced = call.error && !call.error.byField().current
  return (
    <Dialog
      title={title}
      opened
      onClose={onClose}
      size="small"
      onSubmit={form.onSubmit((values) => call.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={act} pending={call.isPending} />}
    >
      <p>{children}</p>
      <PasswordField
        label={t`Your password`}
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
      {unplaced ? <ErrorNote error={call.error} /> : null}
    </Dialog>
  )
}
