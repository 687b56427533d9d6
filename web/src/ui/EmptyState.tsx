import { clsx } from 'clsx'
import type { ComponentType, ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  title: string
  /** What this place is for, in a sentence. */
  children?: ReactNode
  /** The one next thing to do. */
  action?: ReactNode
  /** It is all that the page shows: its title is the page's. */
  page?: boolean
}

export function EmptyState({ icon: Icon, title, children, action, page = false }: Props) {
  const Title = page ? 'h1' : 'h2'
  return (
    <div className={clsx(styles.empty, page && styles.page)}>
      <span className={styles.icon}>
        <Icon size={28} stroke={1.5} />
      </span>
      <Title className={styles.title}>{title}</Title>
      {children ? <p className={styles.text}>{children}</p> : null}
      {action}
    </div>
  )
}
