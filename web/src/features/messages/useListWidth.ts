import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'

const least = 280
const most = 480
const usual = 348
const remembered = 'parley.listWidth'

/** The list's width and what its border needs to change it: by dragging, or by the arrow keys. */
export function useListWidth() {
  const { t } = useLingui()
  const [width, setWidth] = useState(() => within(Number(localStorage.getItem(remembered)) || usual))
  const change = (to: number) => {
    setWidth(within(to))
    localStorage.setItem(remembered, String(within(to)))
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const { currentTarget, clientX, pointerId } = event
    const direction = getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1
    const move = (moved: globalThis.PointerEvent) => change(width + direction * (moved.clientX - clientX))
    const stop = () => {
      currentTarget.removeEventListener('pointermove', move)
      currentTarget.removeEventListener('pointerup', stop)
    }
    currentTarget.setPointerCapture(pointerId)
    currentTarget.addEventListener('pointermove', move)
    currentTarget.addEventListener('pointerup', stop)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (!step) return
    event.preventDefault()
    change(width + step)
  }
  const resizer = {
    'aria-label': t`Width of the list`,
    'aria-orientation': 'vertical' as const,
    'aria-valuenow': width,
    'aria-valuemin': least,
    'aria-valuemax': most,
    tabIndex: 0,
    onPointerDown,
    onKeyDown,
    onDoubleClick: () => change(usual),
  }
  return [width, resizer] as const
}

function within(width: number): number {
  return Math.min(most, Math.max(least, Math.round(width)))
}
