import { Trans, useLingui } from '@lingui/react/macro'
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconNote,
  IconPhoneCall,
  IconShieldCheck,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Query } from '@/api/http'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { ConsentEntry, Correspondence as Entry } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '../Button'
import { Chip } from '../Chip'
import { ErrorNote } from '../ErrorNote'
import { useTimes } from '../format'
import { Loading } from '../Loading'
import { MessageState } from '../MessageState'
import { useConsentWords } from '../useConsentWords'
import styles from './Timeline.module.css'

interface Props {
  /** Where it is read: a list of correspondence. */
  path: string
  /** Parts of the key below "correspondence". */
  of: string
  query?: Query
  /** What is shown where there is nothing. */
  nothing: ReactNode
}

/** Everything that was exchanged, written down and agreed to, over every channel, newest first. */
export function Timeline({ path, of, query, nothing }: Props) {
  const list = usePaged<Entry>(['correspondence', of], path, query)
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.loading) return <Loading />
  if (list.rows.length === 0) return nothing
  return (
    <>
      <ol className={styles.list}>
        {list.rows.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
      {list.more ? (
        <div className={styles.more}>
          <Button onClick={list.more} loading={list.loadingMore}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </>
  )
}

const icons = {
  inbound: IconArrowDownLeft,
  outbound: IconArrowUpRight,
  internal: IconNote,
  message: IconArrowUpRight,
  note: IconNote,
  call_log: IconPhoneCall,
  consent: IconShieldCheck,
}

function Line({ entry }: { entry: Entry }) {
  const { t } = useLingui()
  const times = useTimes()
  const mayRead = useCan('READ_SMS_MESSAGE')
  const inbound = entry.direction === 'inbound'
  const words: Record<keyof typeof icons, string> = {
    inbound: t`Received`,
    outbound: t`Sent`,
    internal: t`Note`,
    message: t`Sent`,
    note: t`Note`,
    call_log: t`Call`,
    consent: t`Consent`,
  }
  const customer = entry.contact?.name ?? t`Unknown`
  const author = entry.user?.name ?? t`Parley`
  const message = entry.entry === 'message'
  const about = entry.contact ? t`${author} about ${customer}` : author
  const own = entry.consent && !entry.user
  const who = own ? customer : !message ? about : inbound ? customer : t`${author} to ${customer}`
  const Icon = icons[message ? entry.direction : entry.entry]
  return (
    <li className={styles.entry}>
      <span className={styles.direction} data-inbound={inbound}>
        <Icon size={16} aria-hidden="true" />
        <span className="visually-hidden">{words[message ? entry.direction : entry.entry]}</span>
      </span>
      <div className={styles.body}>
        <p className={styles.meta}>
          <b dir="auto">{who}</b>
          <span>{message ? entry.channel.name : words[entry.entry]}</span>
          <time dateTime={entry.created_at} title={times.stamp(entry.created_at)}>
            {times.short(entry.created_at)}
          </time>
          {message && !inbound ? <MessageState state={entry.state} /> : null}
        </p>
        {entry.consent ? <ConsentWords consent={entry.consent} /> : null}
        {entry.subject ? <b dir="auto">{entry.subject}</b> : null}
        <p className={styles.text} dir="auto">
          {entry.text}
        </p>
        {entry.reason_text ? <p className={styles.reason}>{fromServer(entry.reason_text)}</p> : null}
      </div>
      {mayRead && message ? (
        <Link
          className={styles.open}
          to="/messages/$conversationId"
          params={{ conversationId: entry.conversation_id }}
          search={{ at: entry.position }}
        >
          <Trans>Open</Trans>
        </Link>
      ) : null}
    </li>
  )
}

function ConsentWords({ consent }: { consent: ConsentEntry }) {
  const say = useConsentWords()
  const { word, tone } = say.state(consent.state)
  return (
    <span className={styles.meta}>
      <Chip tone={tone}>{word}</Chip> {say.purpose(consent.purpose)}, {say.source(consent.source)}
    </span>
  )
}
