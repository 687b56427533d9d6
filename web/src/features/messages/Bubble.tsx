import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { memo, type ReactNode, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useCan, useMe } from '@/api/session'
import type { Message } from '@/api/types'
import { splitLinks } from '@/lib/links'
import { useTimes } from '@/ui/format'
import { notify } from '@/ui/notify'
import { useProblemText } from '@/ui/problemText'
import { useReasonWord } from '@/ui/useReasonWord'
import styles from './Bubble.module.css'
import { useInbox } from './context'
import { MessageStateMark } from './MessageStateMark'
import type { OutboxItem } from './store/thread'
import type { Group } from './threadItems'

interface Props {
  message: Message
  group: Group
  /** The address leads to this message. */
  marked: boolean
}

/** A message as the server has it. */
export const MessageBubble = memo(
  function MessageBubble({ message, group, marked }: Props) {
    const me = useMe()
    const own = message.direction !== 'inbound'
    const failed = message.state === 'failed' || message.state === 'insufficient_funds'
    const author = own && message.user && message.user.id !== me.id ? message.user : null
    return (
      <Frame own={own} group={group} failed={failed} marked={marked} text={message.text}>
        {group.last || failed || message.state === 'held' ? (
          <p className={styles.meta}>
            {author ? (
              <>
                <span>{author.extension ? `${author.name} (${author.extension})` : author.name}</span>
                <span aria-hidden="true">·</span>
              </>
            ) : null}
            <Stamp message={message} />
            {own ? <MessageStateMark message={message} /> : null}
          </p>
        ) : null}
        {failed ? <FailedNote message={message} /> : null}
      </Frame>
    )
  },
  (a, b) =>
    a.message === b.message &&
    a.marked === b.marked &&
    a.group.first === b.group.first &&
    a.group.last === b.group.last,
)

function Stamp({ message }: { message: Message }) {
  const times = useTimes()
  const { conversation_id, created_at, position } = message
  return (
    <Link
      to="/messages/$conversationId"
      params={{ conversationId: conversation_id }}
      search={(before) => ({ ...before, at: position })}
      preload={false}
      className={styles.stamp}
      title={times.stamp(created_at)}
    >
      <time dateTime={created_at}>{times.time(created_at)}</time>
    </Link>
  )
}

function FailedNote({ message }: { message: Message }) {
  const inbox = useInbox()
  const say = useProblemText()
  const maySend = useCan('CREATE_SMS_MESSAGE')
  const [busy, setBusy] = useState(false)
  const retry = () => {
    setBusy(true)
    inbox
      .retryFailed(message)
      .catch((error: unknown) => notify.failed(say(asProblem(error))))
      .finally(() => setBusy(false))
  }
  const reasonWord = useReasonWord()
  const { reason_text, reason, provider_code, purpose } = message
  return (
    <p className={styles.problem}>
      <span>{reasonWord(reason, reason_text, provider_code)}</span>
      {purpose === 'confirmation' || !maySend ? null : ( // a keyword is answered once: the gate lets no second one pass
        <button type="button" className={styles.act} onClick={retry} disabled={busy}>
          <Trans>Retry</Trans>
        </button>
      )}
    </p>
  )
}

/** A message that the server does not have yet. */
export function OutboxBubble({ item, group }: { item: OutboxItem; group: Group }) {
  const { t } = useLingui()
  const inbox = useInbox()
  const refused = item.status === 'refused'
  return (
    <Frame own group={group} failed={refused} marked={false} text={item.text}>
      {refused ? (
        <p className={styles.problem}>
          <b>
            <Trans>Not sent</Trans>
          </b>
          <span title={item.problem?.requestID ? t`Request ${item.problem.requestID}` : undefined}>
            {item.problem?.message}
          </span>
          <button type="button" className={styles.act} onClick={() => inbox.sender.retry(item.client_id)}>
            <Trans>Retry</Trans>
          </button>
          <button
            type="button"
            className={styles.act}
            onClick={() => inbox.discard(item.conversation_id, item.client_id)}
          >
            <Trans>Delete</Trans>
          </button>
        </p>
      ) : (
        <p className={styles.meta}>
          {item.status === 'waiting' ? <Trans>Waiting for the connection</Trans> : <Trans>Sending…</Trans>}
        </p>
      )}
    </Frame>
  )
}

interface FrameProps {
  own: boolean
  group: Group
  failed: boolean
  marked: boolean
  text: string
  children: ReactNode
}

function Frame({ own, group, failed, marked, text, children }: FrameProps) {
  return (
    <div
      className={clsx(styles.frame, own ? styles.own : styles.theirs)}
      data-first={group.first}
      data-last={group.last}
      data-marked={marked}
    >
      <div className={styles.bubble} data-failed={failed} dir="auto">
        {splitLinks(text).map(({ text: part, href }, i) =>
          href ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
            <a key={i} href={href} target="_blank" rel="noopener noreferrer nofollow">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </div>
      {children}
    </div>
  )
}
