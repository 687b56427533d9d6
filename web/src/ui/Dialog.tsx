import { useLingui } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { type FormEventHandler, type ReactNode, useState } from 'react'
import styles from './Dialog.module.css'
import { useFocusBack } from './useFocusBack'

interface Props {
  title: string
  opened: boolean
  onClose: () => void
  children: ReactNode
  /** The buttons; they stay in view while the body scrolls. The main act comes last. */
  footer?: ReactNode
  /** Makes the dialog a form: Enter in a field submits. */
  onSubmit?: FormEventHandler<HTMLFormElement>
  size?: 'small' | 'medium' | 'large'
  /** Nothing behind it is to be seen, no other dialog either. */
  opaque?: boolean
}

// Above every other floating part, toasts too, and without a fade through which the page would still be seen.
const above = {
  zIndex: 1000,
  overlayProps: { backgroundOpacity: 1, color: 'var(--bg-sunken)' },
  transitionProps: { duration: 0 },
}

const widths = { small: 420, medium: 560, large: 860 }

export function Dialog({
  title,
  opened,
  onClose,
  children,
  footer,
  onSubmit,
  size = 'medium',
  opaque = false,
}: Props) {
  const { t } = useLingui()
  const [written, setWritten] = useState(false)
  useFocusBack()
  const content = (
    <>
      <div className={styles.body}>{children}</div>
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </>
  )
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={widths[size]}
      // Neither a slip of the finger nor of the mouse throws away what was written; Cancel and the cross do.
      closeOnEscape={!written}
      closeOnClickOutside={!written}
      {...(opaque ? above : {})}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {onSubmit ? (
        <form onSubmit={onSubmit} onChange={() => setWritten(true)} noValidate>
          {content}
        </form>
      ) : (
        content
      )}
    </Modal>
  )
}
