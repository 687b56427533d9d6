import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { ConsentEntry, ContactAddress } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TextAreaField } from '@/ui/Field'
import { useConsentWords } from '@/ui/useConsentWords'

interface Props {
  addresses: ContactAddress[]
  onClose: () => void
}

/** Adds to the ledger what the contact said outside of any message: on the phone, on paper. */
export function ConsentDialog({ addresses, onClose }: Props) {
  const { t } = useLingui()
  const say = useConsentWords()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      address: addresses[0]?.id ?? '',
      state: 'opted_in',
      purpose: 'conversational',
      wording: '',
    },
    validate: {
      wording: (value) => (value.trim() ? null : t`Say how they agreed or refused: it is the proof.`),
    },
  })
  const record = useMutation<ConsentEntry, Problem, typeof form.values>({
    mutationFn: ({ address, ...entry }) => http.post(`/addresses/${address}/consent`, entry),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['consent'] })
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      onClose()
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
  return (
    <Dialog
      title={t`Record consent`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => record.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={t`Record`} pending={record.isPending} />}
    >
      <SelectField
        label={t`Number or address`}
        data={addresses.map(({ id, display, value }) => ({ value: id, label: display || value }))}
        {...form.getInputProps('address')}
      />
      <SelectField
        label={t`What they said`}
        data={[
          { value: 'opted_in', label: t`Opted in: they agree to receive messages` },
          { value: 'opted_out', label: t`Opted out: nothing more may be sent` },
        ]}
        {...form.getInputProps('state')}
      />
      <SelectField
        label={t`For`}
        description={
          form.values.state === 'opted_out' ? t`An opt-out stops every kind of message.` : undefined
        }
        data={['conversational', 'notification', 'marketing'].map((purpose) => ({
          value: purpose,
          label: say.purpose(purpose),
        }))}
        {...form.getInputProps('purpose')}
      />
      <TextAreaField
        label={t`In whose words`}
        description={t`As “Asked on the phone on 21 November to get outage texts.”`}
        required
        {...form.getInputProps('wording')}
      />
      {record.error ? <ErrorNote error={record.error} /> : null}
    </Dialog>
  )
}
