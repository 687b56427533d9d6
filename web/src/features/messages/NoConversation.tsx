import { Trans, useLingui } from '@lingui/react/macro'
import { IconMessages } from '@tabler/icons-react'
import { EmptyState } from '@/ui/EmptyState'

export function NoConversation() {
  const { t } = useLingui()
  return (
    <EmptyState icon={IconMessages} title={t`No conversation is open`}>
      <Trans>Choose one in the list, or write a new message.</Trans>
    </EmptyState>
  )
}
