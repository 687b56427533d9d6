import { useLingui } from '@lingui/react/macro'
import { Chip, type Tone } from './Chip'

/** The state of an account; any word that is not one of ours is shown as it is. */
export function AccountStatus({ status }: { status: string }) {
  const say = useStatusWords()
  if (status === '') return null
  const { word, tone } = say(status)
  return <Chip tone={tone}>{word}</Chip>
}

export const accountStatuses = ['lead', 'active', 'suspended', 'closed'] as const

export function useStatusWords(): (status: string) => { word: string; tone: Tone } {
  const { t } = useLingui()
  const words: Record<string, { word: string; tone: Tone }> = {
    lead: { word: t`Lead`, tone: 'brand' },
    active: { word: t`Active`, tone: 'ok' },
    suspended: { word: t`Suspended`, tone: 'warn' },
    closed: { word: t`Closed`, tone: 'neutral' },
  }
  return (status) => words[status] ?? { word: status, tone: 'neutral' }
}
