import clsx from 'clsx'
import type { ComponentPropsWithRef, ComponentType } from 'react'
import { ariaKeys } from './actions/keys'
import styles from './IconButton.module.css'
import { Tip } from './Tip'

interface Props extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** The name, read aloud and shown as the tooltip. */
  label: string
  keys?: string
  side?: 'top' | 'bottom' | 'right' | 'left'
  pressed?: boolean
  size?: number
}

/** A button that is only an icon: always named, always with a tooltip. */
export function IconButton({ icon: Icon, label, keys, side, pressed, size = 18, className, ...rest }: Props) {
  return (
    <Tip label={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
        className={clsx(styles.button, className)}
        {...rest}
      >
        <Icon size={size} stroke={1.75} />
      </button>
    </Tip>
  )
}
