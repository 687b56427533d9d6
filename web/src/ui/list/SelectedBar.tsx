import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconArchive, IconArchiveOff, IconPencil, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../Button'
import type { BulkForm } from './ListView'
import styles from './list.module.css'
import type { Chosen } from './useBulkEdit'

interface Props {
  ids: string[]
  /** What the list shows now: it may be all that is meant. */
  filter: Record<string, string>
  /** Every row that is shown is selected, and there are more of them. */
  everything: boolean
  /** The list shows what is archived. */
  archived: boolean
  /** Left out for those who may not. */
  onArchive?: (chosen: Chosen, archived: boolean) => void
  nameOf: (id: string) => string
  /** Left out for those who may not. */
  bulk?: (form: BulkForm) => ReactNode
  onClear: () => void
}

/** What can be done with the rows that are selected. */
export function SelectedBar(props: Props) {
  const { ids, filter, everything, archived, onArchive, nameOf, bulk, onClear } = props
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const [changing, setChanging] = useState(false)
  const chosen: Chosen = all && everything ? { filter } : { ids }
  return (
    <>
      <fieldset className={styles.selected} aria-label={t`Selected rows`}>
        <span aria-live="polite">
          {all && everything ? (
            <Trans>All that the list shows</Trans>
          ) : (
            <Plural value={ids.length} one="# selected" other="# selected" />
          )}
        </span>
        {everything && !all ? (
          <button type="button" className={styles.link} onClick={() => setAll(true)}>
            <Trans>Select all that the list shows</Trans>
          </button>
        ) : null}
        {bulk ? (
          <Button leftSection={<IconPencil size={16} />} onClick={() => setChanging(true)}>
            <Trans>Change…</Trans>
          </Button>
        ) : null}
        {onArchive ? (
          <Button
            leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
            onClick={() => {
              onArchive(chosen, !archived)
              onClear()
            }}
          >
            {archived ? <Trans>Restore</Trans> : <Trans>Archive</Trans>}
          </Button>
        ) : null}
        <Button kind="quiet" className={styles.end} leftSection={<IconX size={16} />} onClick={onClear}>
          <Trans>Clear selection</Trans>
        </Button>
      </fieldset>
      {changing && bulk
        ? bulk({
            chosen,
            nameOf,
            onClose: () => setChanging(false),
            onDone: () => {
              setChanging(false)
              onClear()
            },
          })
        : null}
    </>
  )
}
