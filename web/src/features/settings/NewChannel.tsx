import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import type { ChannelKind } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { Dialog } from '@/ui/Dialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { useChannelKinds } from './channelQueries'
import { NewChannelForm } from './NewChannelForm'
import styles from './settings.module.css'

interface Props {
  opened: boolean
  onClose: () => void
}

/** Adds a channel in two steps: what kind, then what that kind needs to know. */
export function NewChannel({ opened, onClose }: Props) {
  const { t } = useLingui()
  const [kind, setKind] = useState<ChannelKind | null>(null)
  const close = () => {
    setKind(null)
    onClose()
  }
  const name = fromServer(kind?.label ?? '')
  return (
    <Dialog
      title={kind ? t`New channel: ${name}` : t`New channel`}
      opened={opened}
      onClose={close}
      size="large"
    >
      {kind ? (
        <>
          <Button
            kind="quiet"
            leftSection={<IconArrowLeft size={16} />}
            onClick={() => setKind(null)}
            justify="flex-start"
          >
            <Trans>Choose another kind</Trans>
          </Button>
          <NewChannelForm kind={kind} onCancel={close} onDone={close} />
        </>
      ) : (
        <Kinds onChoose={setKind} />
      )}
    </Dialog>
  )
}

function Kinds({ onChoose }: { onChoose: (kind: ChannelKind) => void }) {
  const kinds = useChannelKinds()
  if (kinds.error) return <ErrorNote error={kinds.error} onRetry={() => void kinds.refetch()} />
  if (!kinds.data) return <Loading lines={4} />
  return (
    <div className={styles.kinds}>
      {kinds.data.map((kind) => (
        <button key={kind.kind} type="button" className={styles.kind} onClick={() => onChoose(kind)}>
          <span className={styles.kindIcon}>
            <ChannelGlyph kind={kind.address_kind} size={20} />
          </span>
          <span className={styles.kindName}>{fromServer(kind.label)}</span>
          <span className={styles.kindHelp}>{fromServer(kind.help)}</span>
        </button>
      ))}
    </div>
  )
}
