import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Token } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/CopyField'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { TextField } from '@/ui/Field'
import { Notice } from '@/ui/Notice'

/** Makes a token, and shows it the only time that it can be seen. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() ? null : t`Name the program that will use it.`) },
  })
  const make = useMutation<Token & { token: string }, Problem, typeof form.values>({
    mutationFn: (values) => http.post('/tokens', values),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['tokens'] }),
    onError: (problem) => form.setErrors(problem.byField()),
  })
  if (make.data) {
    const done = (
      <Button kind="primary" onClick={onClose}>
        <Trans>I have copied it</Trans>
      </Button>
    )
    return (
      <Dialog title={t`Your new token`} opened onClose={onClose} footer={done}>
        <Notice tone="warn">
          <Trans>Copy it now. It is not kept in a form that could be shown again.</Trans>
        </Notice>
        <CopyField label={make.data.name} value={make.data.token} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t`New token`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => make.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={t`Make token`} pending={make.isPending} />}
    >
      <TextField
        label={t`Name`}
        description={t`The program that will use it, as “Billing export”.`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      {make.error ? <ErrorNote error={make.error} /> : null}
    </Dialog>
  )
}
