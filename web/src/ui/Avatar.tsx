import { IconUser } from '@tabler/icons-react'
import clsx from 'clsx'
import { memo } from 'react'
import { hue, initials } from '@/lib/initials'
import styles from './Avatar.module.css'

interface Props {
  name: string
  size?: number
  /** Where the picture is; initials where there is none. */
  src?: string
  className?: string
}

/** A picture, a coloured disc with initials, or a figure for a bare number. Decoration: the name stands beside it. */
export const Avatar = memo(function Avatar({ name, size = 40, src, className }: Props) {
  if (src) {
    return (
      <img
        src={src}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        className={clsx(styles.avatar, styles.picture, className)}
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      className={clsx(styles.avatar, className)}
      data-hue={hue(name)}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.36) }}
    >
      {initials(name) || <IconUser size={Math.round(size * 0.52)} stroke={1.75} />}
    </span>
  )
})
