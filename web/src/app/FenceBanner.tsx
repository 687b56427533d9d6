import { Trans } from '@lingui/react/macro'
import { IconBarrierBlock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useFence } from '@/features/settings/useFence'
import styles from './ConnectionBanner.module.css'

/** Tells who may decide about it that a restored hub holds messages back. */
export function FenceBanner() {
  if (!useFence()) return null
  return (
    <p className={styles.away} role="status">
      <IconBarrierBlock size={16} aria-hidden="true" />
      <span>
        <Trans>
          This hub was restored from a backup and holds messages back.{' '}
          <Link to="/settings/general" className={styles.link}>
            Decide
          </Link>
        </Trans>
      </span>
    </p>
  )
}
