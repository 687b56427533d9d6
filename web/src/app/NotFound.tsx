import { Trans, useLingui } from '@lingui/react/macro'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '@/ui/EmptyState'

export function NotFound() {
  const { t } = useLingui()
  return (
    <EmptyState
      icon={IconMapOff}
      title={t`There is no such page`}
      page
      action={<Link to="/messages">{t`Go to Messages`}</Link>}
    >
      <Trans>The address may be mistyped, or what it showed was removed.</Trans>
    </EmptyState>
  )
}
