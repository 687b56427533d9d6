import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { segmentsOf } from '@/lib/segments'
import styles from './SmsCounter.module.css'

/** How much of how many segments the text takes, and which character makes it Unicode. */
export function SmsCounter({ text }: { text: string }) {
  const { t } = useLingui()
  const { units, capacity, segments, encoding, offender } = useMemo(() => segmentsOf(text), [text])
  if (text === '') return null
  return (
    <span className={styles.counter}>
      <span className={styles.figures}>
        {units}/{capacity}
      </span>
      <span className={styles.segments}>
        {' · '}
        <Plural value={segments} one="# segment" other="# segments" />
      </span>
      {encoding === 'ucs2' ? (
        <span
          className={styles.unicode}
          title={t`“${offender}” is not in the SMS alphabet, so fewer characters fit`}
        >
          {' · '}
          <Trans>
            Unicode: <bdi>{offender}</bdi>
          </Trans>
        </span>
      ) : null}
    </span>
  )
}
