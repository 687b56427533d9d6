import { Trans, useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useMe, usePreference } from '@/api/session'
import type { ID, Message } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SuggestField, TextAreaField } from '@/ui/Field'
import { useInbox } from './context'
import styles from './NewMessageDialog.module.css'
import { SmsCounter } from './SmsCounter'
import { sends } from './sends'
import { useRecipients } from './useRecipients'
import { useWritableSenders } from './useWritableSenders'

export interface NewMessageProps {
  to: string
  /** The only channel that may be written over; left out: any. */
  channelID?: ID
  onSent: (conversationID: ID) => void
  onClose: () => void
}

/** To whom, from which of our own, and what. */
export function NewMessageForm({ to, channelID, onSent, onClose }: NewMessageProps) {
  const { t } = useLingui()
  const inbox = useInbox()
  const known = useWritableSenders()
  const senders = (known ?? []).filter(({ channel_id }) => !channelID || channel_id === channelID)
  const form = useForm({ initialValues: { sender: '', to, text: '' } })
  const sender = senders.find(({ id }) => id === form.values.sender)
  const recipients = useRecipients(form.values.to, sender?.address_kind ?? 'phone')
  const { default_sender_id: chosen } = useMe().server
  const first = senders.find(({ id }) => id === chosen) ?? senders.find((each) => each.default) ?? senders[0]
  useEffect(() => {
    if (first && form.values.sender === '') form.setFieldValue('sender', first.id)
  }, [first, form])
  const send = useMutation<Message, Problem, typeof form.values>({
    mutationFn: ({ to: recipient, text }) => {
      const known = recipients.addressOf(recipient)
      const target = known ? { address_id: known } : { to: recipient.trim() }
      return http.post<Message>('/messages', {
        channel_id: sender?.channel_id,
        from: sender?.value,
        text: text.trim(),
        ...target,
      })
    },
    onSuccess: (message) => {
      inbox.tookMessage(message)
      onSent(message.conversation_id)
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
  const [sendKey] = usePreference('send_key', 'enter')
  const ready = sender !== undefined && form.values.to.trim() !== '' && form.values.text.trim() !== ''
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => send.mutate(values))}>
      <SuggestField
        label={t`To`}
        placeholder={t`Name or number`}
        data={recipients.labels}
        filter={({ options }) => options}
        comboboxProps={{ shadow: 'none', transitionProps: { duration: 0 } }}
        data-autofocus
        autoFocus // the form comes later than the dialog, which then finds nothing to focus
        required
        {...form.getInputProps('to')}
      />
      <SelectField
        label={t`From`}
        description={
          known && senders.length === 0 ? t`There is no channel that you may send over yet.` : undefined
        }
        data={senders.map(({ id, value, label, channel_name }) => ({
          value: id,
          label: `${channel_name} · ${label || readablePhone(value)}`,
        }))}
        required
        {...form.getInputProps('sender')}
      />
      <div>
        <TextAreaField
          label={t`Message`}
          minRows={3}
          maxRows={10}
          required
          onKeyDown={(event) => {
            if (!sends(event, sendKey)) return
            event.preventDefault()
            if (ready && !send.isPending) event.currentTarget.form?.requestSubmit()
          }}
          {...form.getInputProps('text')}
        />
        <p className={styles.counter}>{sender?.sms ? <SmsCounter text={form.values.text} /> : null}</p>
      </div>
      {send.error ? <ErrorNote error={send.error} /> : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button kind="primary" type="submit" disabled={!ready} loading={send.isPending}>
          <Trans>Send</Trans>
        </Button>
      </div>
    </form>
  )
}
