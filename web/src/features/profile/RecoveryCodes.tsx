import { Trans, useLingui } from '@lingui/react/macro'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import styles from './profile.module.css'

/** Shows recovery codes, this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  const text = codes.join('\n')
  return (
    <div className={styles.form}>
      <p>
        <Trans>
          Each of these lets you in once if your telephone is lost. Keep them where you keep passwords, not on
          the telephone.
        </Trans>
      </p>
      <ul className={styles.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Notice tone="warn">
        <Trans>They are shown this once.</Trans>
      </Notice>
      <div className={styles.acts}>
        <Button
          leftSection={<IconCopy size={16} />}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
        <Button kind="primary" onClick={onDone}>
          <Trans>I have kept them</Trans>
        </Button>
      </div>
    </div>
  )
}
