import { type ReactNode, useId } from 'react'
import styles from './Card.module.css'

interface Props {
  title: string
  /** One sentence below the title. */
  hint?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** A titled part of a page. */
export function Card({ title, hint, actions, children }: Props) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title} id={id}>
            {title}
          </h2>
          {hint ? <p className={styles.hint}>{hint}</p> : null}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}
