import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { BulkEdit, SavedView } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '../Button'
import { Dialog } from '../Dialog'
import { DialogButtons } from '../DialogButtons'
import { ErrorNote } from '../ErrorNote'
import { Notice } from '../Notice'
import { notify } from '../notify'
import styles from './list.module.css'
import { type Chosen, useBulkEdit } from './useBulkEdit'

interface Props {
  subject: SavedView['subject']
  chosen: Chosen
  /** What is to be changed; empty: nothing yet. */
  change: Record<string, unknown>
  /** The name of a row that is on the page. */
  nameOf: (id: string) => string
  onClose: () => void
  /** All was changed, or what was not has been read. */
  onDone: () => void
  children: ReactNode
}

/** Changes all chosen rows by what the form in it says; tells which were refused, and why. */
export function BulkDialog({ subject, chosen, change, nameOf, onClose, onDone, children }: Props) {
  const { t } = useLingui()
  const bulk = useBulkEdit(subject, ({ changed, refused }) => {
    if (refused > 0) return
    notify.done(t`${changed} changed.`)
    onDone()
  })
  const { edit } = bulk
  if (edit?.state === 'done') return <Refusals edit={edit} nameOf={nameOf} onClose={onDone} />
  return (
    <Dialog
      title={t`Change what is selected`}
      opened
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        if (Object.keys(change).length > 0) bulk.run(chosen, change)
      }}
      footer={<DialogButtons onCancel={onClose} act={t`Change all`} pending={bulk.pending} />}
    >
      <p className={styles.hint}>
        <Trans>What is left empty stays as it is.</Trans>
      </p>
      {children}
      {edit ? (
        <label className={styles.progress}>
          <span>{t`${edit.changed + edit.refused} of ${edit.total}`}</span>
          <progress max={edit.total} value={edit.changed + edit.refused} />
        </label>
      ) : null}
      {bulk.error ? <ErrorNote error={bulk.error} /> : null}
    </Dialog>
  )
}

interface RefusalProps {
  edit: BulkEdit
  nameOf: (id: string) => string
  onClose: () => void
}

function Refusals({ edit, nameOf, onClose }: RefusalProps) {
  const { t } = useLingui()
  const { changed, refused, refusals } = edit
  if (refused === 0) return null
  return (
    <Dialog
      title={t`Not all could be changed`}
      opened
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      <Notice tone="warn">
        <Plural value={changed} one="# was changed." other="# were changed." />{' '}
        <Plural value={refused} one="# was refused." other="# were refused." />
      </Notice>
      <ul className={styles.refusals}>
        {refusals.map(({ id, code, detail }) => (
          <li key={id}>
            <b dir="auto">{nameOf(id)}</b> {fromServer(detail, code)}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
