import { useLingui } from '@lingui/react/macro'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './CopyField.module.css'
import { IconButton } from './IconButton'

/** A value to be copied whole: an address to paste elsewhere, a token. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useLingui()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true))
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <div className={styles.box}>
        <code className={styles.value}>{value}</code>
        <IconButton
          icon={copied ? IconCheck : IconCopy}
          label={copied ? t`Copied: ${label}` : t`Copy: ${label}`}
          onClick={copy}
        />
      </div>
    </div>
  )
}
