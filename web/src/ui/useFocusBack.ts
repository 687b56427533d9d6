import { useEffect, useState } from 'react'

/** Gives the focus back to what had it, also where a dialog is not closed but gone: as one that the address opens. */
export function useFocusBack() {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    },
    [before],
  )
}
