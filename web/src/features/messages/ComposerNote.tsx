import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle, IconBan } from '@tabler/icons-react'
import type { ComposerState } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import styles from './ComposerNote.module.css'

/** Why sending is not possible now, above the composer. */
export function ComposerNote({ state, tooLong }: { state: ComposerState; tooLong: boolean }) {
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
  return null
}
