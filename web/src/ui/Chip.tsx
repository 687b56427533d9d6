import clsx from 'clsx'
import type { ReactNode } from 'react'
import styles from './Chip.module.css'

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'brand'

/** A status as a word on a tint; the colour only repeats what the word says. */
export function Chip({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={clsx(styles.chip, styles[tone])}>{children}</span>
}

interface FilterProps {
  pressed: boolean
  onPress: () => void
  children: ReactNode
}

/** One of a row of filters: on or off. */
export function FilterChip({ pressed, onPress, children }: FilterProps) {
  return (
    <button type="button" className={styles.filter} aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  )
}
