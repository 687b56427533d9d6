import { useLingui } from '@lingui/react/macro'
import { useCallback } from 'react'
import type { Problem } from '@/api/problem'

/** How a Problem is told: the server's own sentence, or ours where the server was not reached. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useLingui()
  return useCallback(
    (problem: Problem) => {
      if (problem.status === 0)
        return t`The server cannot be reached. What you wrote is kept; try again when you are back online.`
      if (problem.status === 401 && problem.code !== 'invalid_credentials')
        return t`Your session has ended. Log in again; what you wrote is kept.`
      if (problem.status === 403 && problem.code === 'forbidden')
        return t`You do not have permission to do this.`
      if (problem.status >= 500 && problem.code === '')
        return t`The server could not do this: ${problem.message}. Nothing was lost; try again.`
      return problem.message
    },
    [t],
  )
}
