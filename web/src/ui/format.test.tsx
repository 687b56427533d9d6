import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { newQueryClient } from '@/api/queries'
import { sessionKey } from '@/api/session'
import { FormatProvider, useHubDay } from './format'

it('writes the day of a moment as the hub has it, with the year, wherever the reader is', () => {
  const queries = newQueryClient()
  queries.setQueryData(sessionKey, { id: 'me', server: { time_zone: 'America/Toronto' } })
  for (const zone of ['America/Toronto', 'America/Los_Angeles', 'Asia/Tokyo']) {
    const { result } = renderHook(useHubDay, {
      wrapper: ({ children }: { children: ReactNode }) => (
        <I18nProvider i18n={i18n}>
          <QueryClientProvider client={queries}>
            <FormatProvider zone={zone}>{children}</FormatProvider>
          </QueryClientProvider>
        </I18nProvider>
      ),
    })
    expect(result.current(`${new Date().getFullYear()}-01-05T05:00:00Z`)).toBe(
      `Jan 5, ${new Date().getFullYear()}`,
    )
  }
})
