import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan, useMe } from '@/api/session'
import type { Page, Role, Token } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/CopyField'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TextField } from '@/ui/Field'
import { Notice } from '@/ui/Notice'

const day = 24 * 60 * 60 * 1000

/** Makes a token, and shows it the only time that it can be seen. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { name: '', role: '', days: '' },
    validate: { name: (value) => (value.trim() ? null : t`Name the program that will use it.`) },
  })
  const mayList = useCan('READ_USER')
  const { permissions: own } = useMe()
  const roles = useQuery<Role[], Problem>({
    queryKey: ['roles'],
    queryFn: async ({ signal }) => (await http.get<Page<Role>>('/roles', { signal })).items,
    enabled: mayList,
  })
  const make = useMutation<Token & { token: string }, Problem, typeof form.values>({
    mutationFn: ({ name, role, days }) =>
      http.post('/tokens', {
        name,
        ...(role ? { role } : {}),
        ...(days ? { expires_at: new Date(Date.now() + Number(days) * day).toISOString() } : {}),
      }),
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
      {roles.data ? (
        <SelectField
          label={t`Role`}
          description={t`It may do what both you and this role may.`}
          data={[
            { value: '', label: t`All that I may do` },
            ...roles.data
              // What promises more than its owner may is refused.
              .filter(({ permissions }) => permissions.every((each) => own.includes(each)))
              .map(({ key, name }) => ({ value: key, label: fromServer(name) })),
          ]}
          {...form.getInputProps('role')}
        />
      ) : null}
      <SelectField
        label={t`Ends`}
        data={[
          { value: '', label: t`Never` },
          { value: '30', label: t`In 30 days` },
          { value: '90', label: t`In 90 days` },
          { value: '365', label: t`In a year` },
        ]}
        {...form.getInputProps('days')}
      />
      {make.error ? <ErrorNote error={make.error} /> : null}
    </Dialog>
  )
}
