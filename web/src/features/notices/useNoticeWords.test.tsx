import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { FormatProvider } from '@/ui/format'
import { useNoticeWords } from './useNoticeWords'

const words = () =>
  renderHook(useNoticeWords, {
    wrapper: ({ children }: { children: ReactNode }) => (
      <I18nProvider i18n={i18n}>
        <FormatProvider zone="UTC">{children}</FormatProvider>
      </I18nProvider>
    ),
  }).result.current

const failed = (data: Record<string, string>) =>
  words()({ kind: 'message_failed', subject: 'c', name: 'Zoé', actor: '', data }).text

it('says why a message failed as the thread does: in the words of the provider, with its code', () => {
  const rejected = { reason: 'rejected', reason_text: 'The number cannot be reached.', provider_code: '404' }
  expect(failed(rejected)).toBe('The number cannot be reached. (404)')
  expect(failed({ reason: 'rejected' })).toBe('The provider refused it.')
})
