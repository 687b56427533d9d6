import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Notice.module.css'

const icons = { info: IconInfoCircle, warn: IconAlertTriangle, ok: IconCircleCheck }

interface Props {
  tone?: keyof typeof icons
  children: ReactNode
  /** Read out when it appears: for what answers an act. */
  live?: boolean
}

/** A sentence that stands out: what to know, what is amiss, what went well. */
export function Notice({ tone = 'info', children, live }: Props) {
  const Icon = icons[tone]
  return (
    <div className={styles.notice} data-tone={tone} role={live ? 'status' : undefined}>
      <Icon size={18} className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>{children}</div>
    </div>
  )
}
