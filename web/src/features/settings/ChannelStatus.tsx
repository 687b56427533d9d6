import { useLingui } from '@lingui/react/macro'
import type { Channel } from '@/api/types'
import { Chip, type Tone } from '@/ui/Chip'

/** The state of a channel as a word; the colour only repeats it. */
export function ChannelStatus({ status }: { status: Channel['status'] }) {
  const { t } = useLingui()
  const words: Record<Channel['status'], [string, Tone]> = {
    running: [t`Running`, 'ok'],
    starting: [t`Starting`, 'brand'],
    paused: [t`Paused`, 'danger'],
    disabled: [t`Disabled`, 'neutral'],
  }
  const [word, tone] = words[status] ?? [status, 'neutral']
  return <Chip tone={tone}>{word}</Chip>
}
