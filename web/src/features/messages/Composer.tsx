import { Trans, useLingui } from '@lingui/react/macro'
import { IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { http } from '@/api/http'
import { useCan, usePreference } from '@/api/session'
import type { ComposerState, ID } from '@/api/types'
import { characters } from '@/lib/characters'
import { readablePhone } from '@/lib/phone'
import { useAction } from '@/ui/actions/registry'
import { Button } from '@/ui/Button'
import styles from './Composer.module.css'
import { ComposerNote, MayNotWrite } from './ComposerNote'
import { useInbox, useRow } from './context'
import { SmsCounter } from './SmsCounter'
import { StopRequest, useStopRequest } from './StopRequest'
import { sends } from './sends'
import { useAutosize } from './useAutosize'
import { useHeldSend } from './useHeldSend'

/** Where a reply is written; a note in its place for those whose role lets them read alone. */
export function Composer({ id }: { id: ID }) {
  return useCan('CREATE_SMS_MESSAGE') ? <Reply id={id} /> : <MayNotWrite />
}

/** Says over what and as whom a reply goes; is never disabled, so that nothing typed is lost. */
function Reply({ id }: { id: ID }) {
  const { t } = useLingui()
  const inbox = useInbox()
  const row = useRow(id)
  const input = useRef<HTMLTextAreaElement>(null)
  const [text, change] = useDraft(id)
  const [sendKey] = usePreference('send_key', 'enter')
  const { data: state } = useComposerState(id)
  useAutosize(input, text)
  const focus = () => input.current?.focus()
  useAction('conversation.reply', { run: focus })
  useAction('composer.return', { run: focus })
  const tooLong = state !== undefined && state.text_limit > 0 && characters(text) > state.text_limit
  const sendable = text.trim() !== '' && state?.can_send !== false && !tooLong
  const held = useHeldSend(id, text)
  const request = useStopRequest(id)
  const send = () => {
    if (!sendable || !held.ask()) return
    inbox.send(id, text.trimEnd())
    change('')
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Escape leaves the text, so that single keys work; pressed again it returns.
    if (event.key === 'Escape') input.current?.blur()
    if (!sends(event, sendKey)) return
    event.preventDefault()
    // A key held down must not send what the first of its strokes held back.
    if (!event.repeat) send()
  }
  const name = row?.title ?? ''
  return (
    <form
      className={styles.composer}
      data-region="composer"
      aria-label={t`Write a reply`}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {state ? <ComposerNote state={state} tooLong={tooLong} repliedBy={held.by} /> : null}
      {request && state && !state.opted_out ? <StopRequest message={request} /> : null}
      <div className={styles.box}>
        <textarea
          ref={input}
          className={styles.input}
          data-region-entry
          dir="auto"
          rows={1}
          value={text}
          placeholder={name ? t`Write to ${name}` : t`Write a message`}
          aria-label={name ? t`Message to ${name}` : t`Message`}
          enterKeyHint={sendKey === 'enter' ? 'send' : 'enter'}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div className={styles.bar}>
          <From state={state} fallback={row?.sender.value ?? ''} />
          <span className={styles.space} />
          {state?.sms ? <SmsCounter text={text} /> : null}
          <Button type="submit" kind="primary" disabled={!sendable} rightSection={<IconSend2 size={16} />}>
            <Trans>Send</Trans>
          </Button>
        </div>
      </div>
    </form>
  )
}

function From({ state, fallback }: { state: ComposerState | undefined; fallback: string }) {
  const from = readablePhone(state?.from || fallback)
  const channel = state?.channel.name ?? ''
  if (!from && !channel) return null
  return (
    <span className={styles.from}>
      {channel ? (
        <Trans>
          {channel} from <bdi>{from}</bdi>
        </Trans>
      ) : (
        <bdi>{from}</bdi>
      )}
    </span>
  )
}

function useComposerState(id: ID) {
  return useQuery({
    queryKey: ['composer', id],
    queryFn: ({ signal }) => http.get<ComposerState>(`/conversations/${id}/composer`, { signal }),
  })
}

/** What is being written: kept on this device and on the server; another device's draft comes in while this is idle. */
function useDraft(id: ID): [string, (text: string) => void] {
  const inbox = useInbox()
  const row = useRow(id)
  const fromServer = row?.draft ?? ''
  const [text, setText] = useState(() => inbox.drafts.text(id, fromServer))
  const typing = useRef(false)
  useEffect(() => {
    if (!typing.current && !inbox.drafts.isUnsaved(id)) setText(fromServer)
  }, [fromServer, inbox, id])
  const change = (to: string) => {
    typing.current = to !== ''
    if ((to === '') !== (text === '')) inbox.tellPresence(id, to === '' ? 'viewing' : 'replying')
    setText(to)
    if (to !== '') inbox.drafts.change(id, to)
    else if (text !== '') inbox.drafts.clear(id)
  }
  return [text, change]
}
