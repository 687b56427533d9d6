import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle, IconBan, IconLock, IconMessageReply } from '@tabler/icons-react'
import clsx from 'clsx'
import type { ComposerState } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import styles from './ComposerNote.module.css'

interface Props {
  state: ComposerState
  tooLong: boolean
  /** The colleague whose reply holds the text back; '' for none. */
  repliedBy: string
}

/** Why sending is not possible now, was held back, or has to wait: above the composer. */
export function ComposerNote({ state, tooLong, repliedBy }: Props) {
  const { t } = useLingui()
  const limit = state.text_limit
  if (!state.can_send) {
    const Icon = state.opted_out ? IconBan : IconAlertTriangle
    return (
      <p className={styles.note} role="status">
        <Icon size={16} aria-hidden="true" />
        <span>{fromServer(state.reason, state.code) || t`Nothing can be sent here now.`}</span>
      </p>
    )
  }
  if (tooLong) {
    return (
      <p className={styles.note} role="status">
        <IconAlertTriangle size={16} aria-hidden="true" />
        <Trans>This channel takes at most {limit} characters in a message.</Trans>
      </p>
    )
  }
  if (repliedBy !== '') {
    return (
      <p className={styles.note} role="status">
        <IconMessageReply size={16} aria-hidden="true" />
        <Trans>{repliedBy} replied while you were writing. Send again if your message still fits.</Trans>
      </p>
    )
  }
  if (state.paused !== '') {
    return (
      <p className={styles.note} role="status">
        <IconAlertTriangle size={16} aria-hidden="true" />
        <span>
          <Trans>The channel is paused; what you send waits.</Trans> {fromServer(state.paused)}
        </span>
      </p>
    )
  }
  return null
}

/** Instead of the composer. */
export function MayNotWrite() {
  return (
    <p className={clsx(styles.note, styles.alone)} role="status">
      <IconLock size={16} aria-hidden="true" />
      <Trans>Your role lets you read this conversation, but not write in it.</Trans>
    </p>
  )
}
