import { useLingui } from '@lingui/react/macro'
import type { MessageState as State } from '@/api/types'
import { Chip, type Tone } from './Chip'

/** The state of a message as a word. */
export function MessageState({ state }: { state: State }) {
  const { word, tone } = useMessageStateWord()(state)
  return <Chip tone={tone}>{word}</Chip>
}

export function useMessageStateWord(): (state: State) => { word: string; tone: Tone } {
  const { t } = useLingui()
  const words: Record<State, { word: string; tone: Tone }> = {
    held: { word: t`Pending`, tone: 'warn' },
    pending: { word: t`Pending`, tone: 'warn' },
    in_progress: { word: t`In progress`, tone: 'neutral' },
    sent: { word: t`Sent`, tone: 'ok' },
    delivered: { word: t`Delivered`, tone: 'ok' },
    read: { word: t`Read`, tone: 'ok' },
    failed: { word: t`Failed`, tone: 'danger' },
    insufficient_funds: { word: t`Insufficient funds`, tone: 'danger' },
    cancelled: { word: t`Cancelled`, tone: 'neutral' },
    received: { word: t`Received`, tone: 'neutral' },
  }
  return (state) => words[state] ?? { word: state, tone: 'neutral' }
}
