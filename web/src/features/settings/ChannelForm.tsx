import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Channel, ChannelKind } from '@/api/types'
import { changed } from '@/lib/merge'
import { Button } from '@/ui/Button'
import { ConflictNote } from '@/ui/ConflictNote'
import { ErrorNote } from '@/ui/ErrorNote'
import { TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { SettingsForm, useFaultWords } from '@/ui/SettingsForm'
import {
  changedSettings,
  type FormValue,
  type SettingValues,
  settingErrors,
  settingFaults,
  startValues,
} from '@/ui/settingsValues'
import { useConflict } from '@/ui/useConflict'
import styles from './settings.module.css'

interface Props {
  channel: Channel
  kind: ChannelKind
  disabled: boolean
}

/** The name of the channel is held beside its settings, under a key that no driver can use. */
const nameKey = 'name of the channel'

export function ChannelForm({ channel, kind, disabled }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const inWords = useFaultWords()
  const toValues = (row: Channel | undefined): SettingValues => ({
    ...startValues(kind.fields, row?.settings),
    [nameKey]: row?.name ?? '',
  })
  const [values, setValues] = useState(() => toValues(channel))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const latest = useRef(values)
  latest.current = values
  const conflict = useConflict(
    { getValues: () => latest.current, setValues },
    { row: channel, path: `/channels/${channel.id}` },
    toValues,
  )
  const save = useMutation<Channel, Problem>({
    mutationFn: () =>
      http.patch<Channel>(`/channels/${channel.id}`, {
        ...patch(kind, conflict.base, values),
        version: conflict.version,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(['channels', channel.id], saved)
      void queries.invalidateQueries({ queryKey: ['channels'] })
      conflict.rebase(saved)
      notify.done(t`Saved.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) setErrors(settingErrors(problem.byField()))
    },
  })
  const dirty = useMemo(() => Object.keys(changed(conflict.base, values)).length > 0, [conflict.base, values])
  // Somebody changed the channel and nothing was typed here: show it as it is now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the occasion
  useEffect(() => {
    if (!dirty && channel.version > conflict.version) conflict.rebase(channel)
  }, [channel.version])
  const set = (name: string, value: FormValue) => setValues((before) => ({ ...before, [name]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = inWords(settingFaults(kind.fields, values, channel.secrets_set))
    setErrors(faults)
    if (Object.keys(faults).length === 0) save.mutate()
  }
  const labels = new Map(kind.fields.map(({ name, label }) => [name, label]))
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t`Name`}
        required
        disabled={disabled}
        value={String(values[nameKey])}
        onChange={(event) => set(nameKey, event.currentTarget.value)}
        error={errors.name}
      />
      <SettingsForm
        fields={kind.fields}
        values={values}
        onChange={set}
        errors={errors}
        secretsSet={channel.secrets_set ?? []}
        disabled={disabled}
      />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels.get(field) ?? t`Name`}
        show={(field, value) => String(value[field])}
        use={(field, value) => set(field, value[field] ?? '')}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
      {disabled ? null : (
        <Foot dirty={dirty} pending={save.isPending} onUndo={() => setValues(conflict.base)} />
      )}
    </form>
  )
}

interface FootProps {
  dirty: boolean
  pending: boolean
  onUndo: () => void
}

function Foot({ dirty, pending, onUndo }: FootProps) {
  const { t } = useLingui()
  return (
    <div className={styles.foot}>
      <Button onClick={onUndo} disabled={!dirty}>{t`Undo changes`}</Button>
      <Button kind="primary" type="submit" loading={pending} disabled={!dirty}>{t`Save`}</Button>
    </div>
  )
}

function patch(kind: ChannelKind, base: SettingValues, values: SettingValues): Record<string, unknown> {
  const settings = changedSettings(kind.fields, base, values)
  return {
    ...(values[nameKey] === base[nameKey] ? {} : { name: String(values[nameKey]).trim() }),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  }
}
