import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { ConflictNote } from '../ConflictNote'
import { Dialog } from '../Dialog'
import { DialogButtons } from '../DialogButtons'
import { ErrorNote } from '../ErrorNote'
import { NumberField, TextAreaField, TextField } from '../Field'
import { notify } from '../notify'
import { useConflict } from '../useConflict'
import type { About, Entry, JournalKind } from './Journal'
import styles from './journal.module.css'

interface Props {
  kind: JournalKind
  about: About
  /** Left out for a new one. */
  entry?: Entry
  onClose: () => void
}

const valuesOf = (entry: Entry | undefined) => ({
  text: entry?.text ?? '',
  subject: entry?.subject ?? '',
  minutes: Math.floor((entry?.seconds ?? 0) / 60) as number | string,
  seconds: ((entry?.seconds ?? 0) % 60) as number | string,
})

/** Writes a note or a call down, or writes it anew. */
export function EntryDialog({ kind, about, entry, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const call = kind === 'call-logs'
  const form = useForm({
    initialValues: valuesOf(entry),
    validate: {
      text: (value, { subject }) => (value.trim() || (call && subject.trim()) ? null : t`Fill this in.`),
    },
  })
  const conflict = useConflict(form, { row: entry, path: `/${kind}/${entry?.id}` }, valuesOf)
  const save = useMutation<Entry, Problem, typeof form.values>({
    mutationFn: ({ text, subject, ...took }) => {
      const body = call
        ? { text, subject, seconds: Number(took.minutes || 0) * 60 + Number(took.seconds || 0) }
        : { text }
      return entry
        ? http.patch(`/${kind}/${entry.id}`, { ...body, version: conflict.version })
        : http.post(`/${kind}`, { ...about, ...body })
    },
    onSuccess: () => {
      for (const word of [kind, 'correspondence']) void queries.invalidateQueries({ queryKey: [word] })
      onClose()
      notify.done(t`Saved.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const labels = {
    text: call ? t`What was said` : t`Note`,
    subject: t`Subject`,
    minutes: t`Minutes`,
    seconds: t`Seconds`,
  }
  const refused = save.error && save.error.code !== 'version_conflict'
  const make = call ? t`Add call` : t`Add note`
  return (
    <Dialog
      title={entry ? t`Edit this entry` : make}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={entry ? t`Save` : make} pending={save.isPending} />}
    >
      {call ? (
        <>
          <TextField label={labels.subject} data-autofocus {...form.getInputProps('subject')} />
          <div className={styles.took}>
            <NumberField label={labels.minutes} min={0} {...form.getInputProps('minutes')} />
            <NumberField label={labels.seconds} min={0} max={59} {...form.getInputProps('seconds')} />
          </div>
        </>
      ) : null}
      <TextAreaField
        label={labels.text}
        minRows={4}
        maxRows={14}
        data-autofocus={call ? undefined : true}
        {...form.getInputProps('text')}
      />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => String(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
