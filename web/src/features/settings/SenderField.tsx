import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Page, Sender } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { SelectField } from '@/ui/Field'
import type { SettingsFields } from './settingsValues'

/** Our number or mailbox that a new message begins with. One that is gone, or switched off, is shown as such. */
export function SenderField({ form, labels }: SettingsFields) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['senders'],
    queryFn: ({ signal }) => http.get<Page<Sender>>('/senders', { signal }),
  })
  const chosen = form.values.default_sender_id
  const offered = (data?.items ?? []).filter(({ id, enabled }) => enabled || id === chosen)
  const options = offered.map(({ id, value, label, channel_name: channel, enabled }) => {
    const name = `${channel} · ${label || readablePhone(value)}`
    return { value: id, label: enabled ? name : t`${name} (switched off)` }
  })
  const gone = data && chosen !== '' && !offered.some(({ id }) => id === chosen)
  return (
    <SelectField
      label={labels.default_sender_id}
      description={t`The number or mailbox that is filled in; it can be changed in each message.`}
      data={[
        { value: '', label: t`The first channel` },
        ...options,
        ...(gone ? [{ value: chosen, label: t`One that is gone` }] : []),
      ]}
      {...form.getInputProps('default_sender_id')}
    />
  )
}
