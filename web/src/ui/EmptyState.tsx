import type { ComponentType, ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  title: string
  /** What this place is for, in a sentence. */
  children?: ReactNode
  /** The one next thing to do. */
  action?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon size={28} stroke={1.5} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children ? <p className={styles.text}>{children}</p> : null}
      {action}
    </div>
  )
}
