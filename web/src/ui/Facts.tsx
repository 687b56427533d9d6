import type { ReactNode } from 'react'
import styles from './Facts.module.css'

/** Names and what they stand for, in two columns. Entries without a value are left out. */
export function Facts({ entries }: { entries: { label: string; value: ReactNode }[] }) {
  const shown = entries.filter(({ value }) => value !== '' && value !== null && value !== undefined)
  return (
    <dl className={styles.facts}>
      {shown.map(({ label, value }) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
