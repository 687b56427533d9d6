import { useLingui } from '@lingui/react/macro'
import type { ContactAddress } from '@/api/types'
import type { Tone } from '@/ui/Chip'

/** What an address has agreed to in conversation, as a word with a tone. */
export function useConsentWord(): (address: ContactAddress) => { tone: Tone; word: string } {
  const { t } = useLingui()
  return ({ kind, consent }) => {
    const isPhone = kind === 'phone'
    switch (consent.conversational) {
      case 'opted_in':
        return { tone: 'ok', word: isPhone ? t`SMS opted in` : t`Opted in` }
      case 'opted_out':
        return { tone: 'danger', word: isPhone ? t`SMS opted out` : t`Opted out` }
      case 'none':
        return { tone: 'neutral', word: t`No consent recorded` }
    }
  }
}
