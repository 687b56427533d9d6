import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ID } from '@/api/types'
import { Avatar } from '@/ui/Avatar'
import { declared } from '@/ui/actions/table'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { IconButton } from '@/ui/IconButton'
import { usePresent, useRow } from './context'
import styles from './ThreadHeader.module.css'

interface Props {
  id: ID
  details: boolean
  onDetails: () => void
}

/** Who it is with, over what, and which colleagues are here too. */
export function ThreadHeader({ id, details, onDetails }: Props) {
  const { t } = useLingui()
  const row = useRow(id)
  return (
    <header className={styles.header}>
      <Link
        to="/messages"
        search={(before) => ({ ...before, at: undefined })}
        className={styles.back}
        aria-label={t`Back to the list`}
      >
        <IconArrowLeft size={20} />
      </Link>
      {row ? (
        <>
          <Avatar name={row.title} size={36} />
          <div className={styles.words}>
            <h1 className={styles.name}>
              <bdi>{row.title}</bdi>
            </h1>
            <p className={styles.detail}>
              <ChannelGlyph kind={row.address.kind} size={14} />
              <span className={styles.ellipsis}>
                {row.channel.name} · <bdi>{row.address.display}</bdi>
              </span>
            </p>
          </div>
        </>
      ) : (
        <div className={styles.words} />
      )}
      <PresentHere id={id} />
      <IconButton
        icon={IconInfoCircle}
        label={t`Show or hide details`}
        keys={declared('context.toggle').keys}
        side="bottom"
        pressed={details}
        onClick={onDetails}
      />
    </header>
  )
}

function PresentHere({ id }: { id: ID }) {
  const users = usePresent(id)
  const first = users[0]
  if (!first) return null
  const { name } = first
  const others = users.length - 1
  return (
    <div className={styles.present} data-state={first.state}>
      {users.slice(0, 3).map((user) => (
        <span key={user.id} className={styles.ring} data-state={user.state}>
          <Avatar name={user.name} size={22} />
        </span>
      ))}
      <span className={styles.presentWords}>
        {first.state === 'replying' ? <Trans>{name} is replying</Trans> : <Trans>{name} is viewing</Trans>}
        {others > 0 ? ` +${others}` : ''}
      </span>
    </div>
  )
}
