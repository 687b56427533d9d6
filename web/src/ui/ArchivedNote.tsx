import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from './Button'
import { useTimes } from './format'
import { Notice } from './Notice'
import styles from './Notice.module.css'

interface Props {
  /** Since when. */
  since: string
  /** Left out for those who may not. */
  onRestore?: () => void
  pending: boolean
}

/** Says on the page of something archived why it is in no list, with the way back. */
export function ArchivedNote({ since, onRestore, pending }: Props) {
  const { t } = useLingui()
  const times = useTimes()
  const day = times.date(since)
  return (
    <Notice tone="warn">
      <p className={styles.line}>
        <span>{t`Archived on ${day}: it is out of the lists, and its conversations go on.`}</span>
        {onRestore ? (
          <Button onClick={onRestore} loading={pending}>
            <Trans>Restore</Trans>
          </Button>
        ) : null}
      </p>
    </Notice>
  )
}
