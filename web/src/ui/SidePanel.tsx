import { useLingui } from '@lingui/react/macro'
import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFocusBack } from './useFocusBack'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
}

/** A panel over the end of the page, on a phone over all of it. It is there while it is open; the focus goes back to what opened it. */
export function SidePanel({ title, onClose, children }: Props) {
  const { t } = useLingui()
  useFocusBack()
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      position="right"
      size="min(420px, 100%)"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {children}
    </Drawer>
  )
}
