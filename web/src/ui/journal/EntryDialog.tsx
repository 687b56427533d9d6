import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { Dialog } from '../Dialog'
import { DialogButtons } from '../DialogButtons'
import { ErrorNote } from '../ErrorNote'
import { NumberField, TextAreaField, TextField } from '../Field'
import { notify } from '../notify'
import type { About, Entry, JournalKind } from './Journal'
import styles from './journal.module.css'

interface Props {
  kind: JournalKind
  about: About
  /** Left out for a new one. */
  entry?: Entry
  onClose: () => void
}

/** Writes a note or a call down, or writes it anew. */
export function EntryDialog({ kind, about, entry, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const seconds = entry?.seconds ?? 0
  const call = kind === 'call-logs'
  const form = useForm({
    initialValues: {
      text: entry?.text ?? '',
      subject: entry?.subject ?? '',
      minutes: Math.floor(seconds / 60) as number | string,
      seconds: (seconds % 60) as number | string,
    },
    validate: {
      text: (value, { subject }) => (value.trim() || (call && subject.trim()) ? null : t`Fill this in.`),
    },
  })
  const save = useMutation<Entry, Problem, typeof form.values>({
    mutationFn: ({ text, subject, ...took }) => {
      const body = call
        ? { text, subject, seconds: Number(took.minutes || 0) * 60 + Number(took.seconds || 0) }
        : { text }
      return entry ? http.patch(`/${kind}/${entry.id}`, body) : http.post(`/${kind}`, { ...about, ...body })
    },
    onSuccess: () => {
      for (const word of [kind, 'correspondence']) void queries.invalidateQueries({ queryKey: [word] })
      onClose()
      notify.done(t`Saved.`)
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
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
          <TextField label={t`Subject`} data-autofocus {...form.getInputProps('subject')} />
          <div className={styles.took}>
            <NumberField label={t`Minutes`} min={0} {...form.getInputProps('minutes')} />
            <NumberField label={t`Seconds`} min={0} max={59} {...form.getInputProps('seconds')} />
          </div>
        </>
      ) : null}
      <TextAreaField
        label={call ? t`What was said` : t`Note`}
        minRows={4}
        maxRows={14}
        data-autofocus={call ? undefined : true}
        {...form.getInputProps('text')}
      />
      {save.error ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
