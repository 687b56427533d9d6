import type { KeyboardEvent } from 'react'

/** Whether the key sends: Enter, or Ctrl+Enter by preference; never while an input method composes. */
export function sends(event: KeyboardEvent, sendKey: string): boolean {
  // Safari ends a composition before the key arrives; it still says 229.
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229 || event.shiftKey)
    return false
  const mod = event.ctrlKey || event.metaKey
  return sendKey === 'ctrl_enter' ? mod : true
}
