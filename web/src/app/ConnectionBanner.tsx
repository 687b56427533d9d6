import { Trans } from '@lingui/react/macro'
import { IconCloudOff, IconPlugConnected } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import styles from './ConnectionBanner.module.css'
import { useConnectivity } from './LiveProvider'

const patience = 3000
const gladness = 2500

type Shown = 'nothing' | 'away' | 'back'

/** Says that the connection is lost once that has lasted, and that it is back, for a moment. */
export function ConnectionBanner() {
  const online = useConnectivity() === 'online'
  const [shown, setShown] = useState<Shown>('nothing')
  useEffect(() => {
    if (!online) {
      const timer = setTimeout(() => setShown('away'), patience)
      return () => clearTimeout(timer)
    }
    setShown((before) => (before === 'away' ? 'back' : 'nothing'))
    const timer = setTimeout(() => setShown('nothing'), gladness)
    return () => clearTimeout(timer)
  }, [online])
  return (
    <div role="status">
      {shown === 'away' ? (
        <p className={styles.away}>
          <IconCloudOff size={16} aria-hidden="true" />
          <Trans>
            No connection to the server. You can read and write; what you send goes out when it is back.
          </Trans>
        </p>
      ) : null}
      {shown === 'back' ? (
        <p className={styles.back}>
          <IconPlugConnected size={16} aria-hidden="true" />
          <Trans>Back online</Trans>
        </p>
      ) : null}
    </div>
  )
}
