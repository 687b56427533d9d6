import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowLeft, IconSend2 } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { SimulatorMessage } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { IconButton } from '@/ui/IconButton'
import styles from './Handset.module.css'
import type { SimulatedChannel } from './useSimulatedChannels'

const shown = 100
const keywords = ['STOP', 'START', 'HELP']

interface Props {
  channel: SimulatedChannel
  number: string
}

/** The customer's phone: what arrived on it, and a place to text from. */
export function Handset({ channel, number }: Props) {
  const { t } = useLingui()
  const customer = readablePhone(number)
  return (
    <section className={styles.stage} aria-label={t`Handset`} data-region="handset">
      {number === '' ? (
        <p className={styles.nobody}>
          <Trans>Choose a customer, or type a number, to take their phone in hand.</Trans>
        </p>
      ) : (
        <div className={styles.phone}>
          <div className={styles.bar}>
            <Link
              className={styles.back}
              to="/simulator"
              search={{ channel: channel.id }}
              aria-label={t`All customers`}
            >
              <IconArrowLeft size={18} />
            </Link>
            <span className={styles.who}>
              <b className="tabular">{readablePhone(channel.number)}</b>
              <span className={styles.meta}>
                <Trans>
                  on the phone of <span className="tabular">{customer}</span>
                </Trans>
              </span>
            </span>
          </div>
          <Screen channel={channel} number={number} />
          <Keyboard channel={channel} number={number} />
        </div>
      )}
    </section>
  )
}

function Screen({ channel, number }: Props) {
  const { t } = useLingui()
  const times = useTimes()
  const scroller = useRef<HTMLDivElement>(null)
  const messages = useQuery<SimulatorMessage[], Problem>({
    queryKey: ['simulator', 'messages', channel.id, number],
    queryFn: async ({ signal }) => {
      const query = { channel_id: channel.id, number, limit: shown }
      return (await http.get<{ items: SimulatorMessage[] }>('/simulator/messages', { query, signal })).items
    },
  })
  const count = messages.data?.length ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is the occasion
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [count])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.screen} ref={scroller} tabIndex={0} role="log" aria-label={t`Texts on this phone`}>
      {messages.error ? <ErrorNote error={messages.error} onRetry={() => void messages.refetch()} /> : null}
      {messages.data?.length === 0 ? (
        <p className={styles.nothing}>
          <Trans>No text yet. Write the first one below; it arrives in Messages.</Trans>
        </p>
      ) : null}
      {(messages.data ?? []).map((message) => (
        <div key={message.id} className={styles.text} data-mine={message.direction === 'from_customer'}>
          <span className="visually-hidden">
            {message.direction === 'from_customer' ? t`You wrote:` : t`The company wrote:`}
          </span>
          <p className={styles.bubble} dir="auto">
            {message.text}
          </p>
          <time className={styles.meta} dateTime={message.at}>
            {times.brief(message.at)}
          </time>
        </div>
      ))}
    </div>
  )
}

function Keyboard({ channel, number }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const write = useMutation<SimulatorMessage, Problem, string>({
    mutationFn: (words) => http.post('/simulator/messages', { channel_id: channel.id, number, text: words }),
    onSuccess: (_message, words) => {
      setText((now) => (now.trim() === words ? '' : now))
      void queries.invalidateQueries({ queryKey: ['simulator'] })
    },
    onSettled: () => input.current?.focus(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !write.isPending) write.mutate(text.trim())
  }
  return (
    <div className={styles.keyboard}>
      {write.error ? <ErrorNote error={write.error} /> : null}
      <div className={styles.quick}>
        {keywords.map((word) => (
          <button
            key={word}
            type="button"
            className={styles.keyword}
            onClick={() => write.mutate(word)}
            disabled={write.isPending}
            aria-label={t`Text ${word}`}
          >
            {word}
          </button>
        ))}
      </div>
      <form className={styles.form} onSubmit={submit}>
        <input
          ref={input}
          className={styles.input}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t`Text as the customer`}
          aria-label={t`Text as the customer`}
          autoComplete="off"
          dir="auto"
          data-region-entry
        />
        <IconButton
          icon={IconSend2}
          label={t`Send as the customer`}
          type="submit"
          disabled={text.trim() === ''}
        />
      </form>
    </div>
  )
}
