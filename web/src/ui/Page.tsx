import type { ReactNode } from 'react'
import styles from './Page.module.css'

interface HeaderProps {
  title: string
  /** One sentence on what the page is for. */
  children?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ title, children, actions }: HeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.title} dir="auto">
          {title}
        </h1>
        {children ? <p className={styles.subtitle}>{children}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  )
}

/** A page that scrolls as a whole: settings, contacts, accounts. */
export function PageBody({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.scroller} tabIndex={0}>
      <div className={styles.page} data-narrow={narrow}>
        {children}
      </div>
    </div>
  )
}
