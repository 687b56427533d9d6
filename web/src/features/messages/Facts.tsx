import type { ReactNode } from 'react'
import styles from './Facts.module.css'

interface Fact {
  key: string
  name: string
  /** "" leaves the fact out. */
  value: ReactNode
  hidden?: boolean
}

/** Names and values under a heading. */
export function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  const known = facts.filter(({ value, hidden }) => value !== '' && !hidden)
  if (known.length === 0) return null
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.facts}>
        {known.map(({ key, name, value }) => (
          <div key={key} className={styles.fact}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
