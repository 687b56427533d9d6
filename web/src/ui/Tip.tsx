import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd'
import styles from './Tip.module.css'

interface Props {
  label: string
  keys?: string
  side?: 'top' | 'bottom' | 'right' | 'left'
  children: ReactElement
}

/** A tooltip that also teaches the shortcut. Says nothing that cannot be had without a mouse. */
export function Tip({ label, keys, side = 'top', children }: Props) {
  const content = keys ? (
    <span className={styles.tip}>
      {label} <Kbd keys={keys} />
    </span>
  ) : (
    label
  )
  return (
    <Tooltip label={content} position={side} events={{ hover: true, focus: false, touch: false }}>
      {children}
    </Tooltip>
  )
}
