import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Channel, ChannelKind } from '@/api/types'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { SettingsForm, useFaultWords } from '@/ui/SettingsForm'
import { changedSettings, settingErrors, settingFaults, startValues } from '@/ui/settingsValues'
import styles from './settings.module.css'

interface Props {
  kind: ChannelKind
  onCancel: () => void
  onDone: () => void
}

export function NewChannelForm({ kind, onCancel, onDone }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const inWords = useFaultWords()
  const [name, setName] = useState('')
  const [start] = useState(() => startValues(kind.fields))
  const [values, setValues] = useState(start)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const create = useMutation<Channel, Problem>({
    mutationFn: () =>
      http.post<Channel>('/channels', {
        kind: kind.kind,
        name: name.trim(),
        settings: changedSettings(kind.fields, start, values),
        enabled: true,
      }),
    onSuccess: (channel) => {
      void queries.invalidateQueries({ queryKey: ['channels'] })
      notify.done(t`${channel.name} was added.`)
      onDone()
      void navigate({ to: '/settings/channels/$channelId', params: { channelId: channel.id } })
    },
    onError: (problem) => setErrors(settingErrors(problem.byField())),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = inWords({
      ...(name.trim() === '' ? { name: 'required' as const } : {}),
      ...settingFaults(kind.fields, values),
    })
    setErrors(faults)
    if (Object.keys(faults).length === 0) create.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t`Name`}
        description={t`What your team calls it, as “Support line”.`}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={errors.name}
      />
      <SettingsForm
        fields={kind.fields}
        values={values}
        onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
        errors={errors}
      />
      {create.error ? <ErrorNote error={create.error} /> : null}
      <div className={styles.foot}>
        <DialogButtons onCancel={onCancel} act={t`Add channel`} pending={create.isPending} />
      </div>
    </form>
  )
}
