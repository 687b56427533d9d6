import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { notify } from '@/ui/notify'
import { useBulkProgress } from '@/ui/useBulkProgress'
import styles from './lists.module.css'

interface Props {
  /** Of the change at the server. */
  id: string
  /** Of the messaging category. */
  name: string
  onClose: () => void
}

/** How far a messaging category is on its way to all contacts, or from them. It closes itself at the end. */
export function SpreadProgress({ id, name, onClose }: Props) {
  const { t, i18n } = useLingui()
  const queries = useQueryClient()
  const { data: edit, error, refetch } = useBulkProgress(id)
  const done = edit?.state === 'done'
  const refusal = edit?.refusals[0]
  const told = useRef(false)
  useEffect(() => {
    if (!done || told.current) return
    told.current = true
    void queries.invalidateQueries({ queryKey: ['contacts'] })
    if (refusal) return
    notify.done(t`Saved.`)
    onClose()
  }, [done, refusal, queries, onClose, t])
  const share = edit && edit.total > 0 ? (edit.changed + edit.refused) / edit.total : 0
  const words = new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(share)
  return (
    <Dialog
      title={name}
      opened
      size="small"
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {refusal ? <Notice tone="warn">{fromServer(refusal.detail, refusal.code)}</Notice> : null}
      {error || done ? null : (
        <label className={styles.progress}>
          <span>{t`Changing all contacts: ${words}`}</span>
          <progress max={1} value={share} />
        </label>
      )}
      {done ? null : (
        <p className={styles.hint}>
          <Trans>It goes on at the server when you close this.</Trans>
        </p>
      )}
    </Dialog>
  )
}
