import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import styles from './Loading.module.css'

const patience = 200

/** Grey lines where something will be; only once waiting is noticed. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patience)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">
        <Trans>Loading…</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <span key={line} className={styles.line} />
      ))}
    </div>
  )
}
