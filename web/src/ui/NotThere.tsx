import { Trans } from '@lingui/react/macro'
import { IconMapOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '@/api/problem'
import { EmptyState } from './EmptyState'

/** In place of a page whose row does not exist, in the server's words, with the way back. */
export function NotThere({ problem, back }: { problem: Problem; back: ReactNode }) {
  return (
    <EmptyState icon={IconMapOff} title={problem.message} action={back} page>
      <Trans>It may have been deleted, or is not yours to see.</Trans>
    </EmptyState>
  )
}
