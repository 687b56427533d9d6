import { Trans, useLingui } from '@lingui/react/macro'
import { IconNote, IconPencil, IconPhoneCall, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { usePaged } from '@/api/paged'
import { useCan, useMe } from '@/api/session'
import type { CallLog, ID, Note } from '@/api/types'
import { duration } from '@/lib/duration'
import { Button } from '../Button'
import { EmptyState } from '../EmptyState'
import { ErrorNote } from '../ErrorNote'
import { useTimes } from '../format'
import { IconButton } from '../IconButton'
import { Loading } from '../Loading'
import { DeleteEntry } from './DeleteEntry'
import { EntryDialog } from './EntryDialog'
import styles from './journal.module.css'

/** Notes, or calls: what the provider's people write down, newest first. */
export type JournalKind = 'notes' | 'call-logs'

export type Entry = Note & Partial<Pick<CallLog, 'subject' | 'seconds'>>

/** Whom the entries are about. */
export type About = { account_id: ID } | { contact_id: ID }

export function Journal({ kind, about }: { kind: JournalKind; about: About }) {
  const { t } = useLingui()
  const notes = kind === 'notes'
  const mayAdd = useCan(notes ? 'CREATE_NOTE' : 'CREATE_CALL_LOG')
  const [open, setOpen] = useState<{ deed: 'edit' | 'delete'; entry?: Entry } | null>(null)
  const list = usePaged<Entry>([kind], `/${kind}`, about)
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />
  if (list.loading) return <Loading />
  const add = mayAdd ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ deed: 'edit' })}>
      {notes ? t`Add note` : t`Add call`}
    </Button>
  ) : null
  const close = () => setOpen(null)
  return (
    <div className={styles.stack}>
      {list.rows.length > 0 ? <div>{add}</div> : null}
      {list.rows.length === 0 && notes ? (
        <EmptyState icon={IconNote} title={t`No note yet`} action={add}>
          <Trans>What colleagues should know belongs here. Customers never see it.</Trans>
        </EmptyState>
      ) : null}
      {list.rows.length === 0 && !notes ? (
        <EmptyState icon={IconPhoneCall} title={t`No call written down yet`} action={add}>
          <Trans>Who called, about what, and what was agreed.</Trans>
        </EmptyState>
      ) : null}
      <ul className={styles.list}>
        {list.rows.map((entry) => (
          <Line key={entry.id} kind={kind} entry={entry} onAct={(deed) => setOpen({ deed, entry })} />
        ))}
      </ul>
      {list.more ? (
        <Button onClick={list.more} loading={list.loadingMore}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
      {open?.deed === 'edit' ? (
        <EntryDialog kind={kind} about={about} entry={open.entry} onClose={close} />
      ) : null}
      {open?.deed === 'delete' && open.entry ? (
        <DeleteEntry kind={kind} entry={open.entry} onClose={close} />
      ) : null}
    </div>
  )
}

interface LineProps {
  kind: JournalKind
  entry: Entry
  onAct: (deed: 'edit' | 'delete') => void
}

function Line({ kind, entry, onAct }: LineProps) {
  const { t } = useLingui()
  const times = useTimes()
  const me = useMe()
  const subject = kind === 'notes' ? 'NOTE' : 'CALL_LOG'
  const mayAll = me.permissions.includes('ALTER_OTHERS_NOTE') || kind === 'call-logs'
  const own = entry.author?.id === me.id || mayAll
  const mayEdit = useCan(`UPDATE_${subject}`) && own
  const mayDelete = useCan(`DELETE_${subject}`) && own
  const facts = [entry.author?.name, entry.contact?.name, duration(entry.seconds ?? 0)]
  return (
    <li className={styles.entry}>
      <div className={styles.words}>
        {entry.subject ? <b dir="auto">{entry.subject}</b> : null}
        <p className={styles.text} dir="auto">
          {entry.text}
        </p>
        <p className={styles.meta}>
          <span>{facts.filter(Boolean).join(' · ')}</span>
          <time dateTime={entry.created_at} title={times.stamp(entry.created_at)}>
            {times.short(entry.created_at)}
          </time>
        </p>
      </div>
      {mayEdit ? (
        <IconButton icon={IconPencil} size={16} label={t`Edit this entry`} onClick={() => onAct('edit')} />
      ) : null}
      {mayDelete ? (
        <IconButton icon={IconTrash} size={16} label={t`Delete this entry`} onClick={() => onAct('delete')} />
      ) : null}
    </li>
  )
}
