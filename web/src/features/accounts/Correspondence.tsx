import { Trans, useLingui } from '@lingui/react/macro'
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconMessages,
  IconNote,
  IconPhoneCall,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import { useCan } from '@/api/session'
import type { Account, Correspondence as Entry } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { Loading } from '@/ui/Loading'
import { MessageState } from '@/ui/MessageState'
import styles from './Correspondence.module.css'
import { CorrespondenceFilters } from './CorrespondenceFilters'
import { type CorrespondenceAddress, everything, narrowed, queryOf } from './correspondenceAddress'

interface Props {
  account: Account
  /** What is shown of it: parts of the page's address. */
  address: CorrespondenceAddress
  onChange: (change: CorrespondenceAddress) => void
}

/** Everything exchanged with the people of the account, over every channel, newest first. */
export function Correspondence({ account, address, onChange }: Props) {
  return (
    <div className={styles.stack}>
      <CorrespondenceFilters account={account} address={address} onChange={onChange} />
      <Entries account={account} address={address} onChange={onChange} />
    </div>
  )
}

function Entries({ account, address, onChange }: Props) {
  const { t } = useLingui()
  const query = queryOf(address, useTimes())
  const list = usePaged<Entry>(
    ['correspondence', account.id],
    `/accounts/${account.id}/correspondence`,
    query,
  )
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.loading) return <Loading />
  if (list.rows.length === 0 && narrowed(address)) {
    return (
      <EmptyState
        icon={IconMessages}
        title={t`Nothing found`}
        action={
          <Button onClick={() => onChange(everything)}>
            <Trans>Show everything</Trans>
          </Button>
        }
      >
        <Trans>Nothing in the correspondence is as the filters ask.</Trans>
      </EmptyState>
    )
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={IconMessages} title={t`Nothing was exchanged yet`}>
        <Trans>Messages with the people of this account appear here, whatever the channel.</Trans>
      </EmptyState>
    )
  }
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
  }
  const customer = entry.contact?.name ?? t`Unknown`
  const author = entry.user?.name ?? t`Parley`
  const message = entry.entry === 'message'
  const about = entry.contact ? t`${author} about ${customer}` : author
  const who = !message ? about : inbound ? customer : t`${author} to ${customer}`
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
