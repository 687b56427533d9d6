import { useLingui } from '@lingui/react/macro'
import type { ConsentState } from '@/api/types'
import type { Tone } from './Chip'

/** Consent in words: states, what it is for, and how it came. What is newer than this page is told by its key. */
export function useConsentWords() {
  const { t } = useLingui()
  const states: Record<ConsentState | 'help', { word: string; tone: Tone }> = {
    opted_in: { word: t`Opted in`, tone: 'ok' },
    opted_out: { word: t`Opted out`, tone: 'danger' },
    none: { word: t`No consent recorded`, tone: 'neutral' },
    help: { word: t`Asked for help`, tone: 'neutral' },
  }
  const purposes: Record<string, string> = {
    conversational: t`Conversation`,
    notification: t`Notifications`,
    marketing: t`Marketing`,
  }
  const sources: Record<string, string> = {
    keyword: t`by keyword`,
    user: t`by a user`,
    api: t`over the API`,
    import: t`by import`,
    provider: t`told by the provider`,
  }
  return {
    state: (state: ConsentState | 'help') => states[state] ?? states.none,
    purpose: (purpose: string) => purposes[purpose] ?? (purpose || t`All`),
    source: (source: string) => sources[source] ?? source,
  }
}
