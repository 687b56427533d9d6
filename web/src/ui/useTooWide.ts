import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether what the frame holds is wider than the frame; looked at after every drawing, and when its size changes. */
export function useTooWide(frame: RefObject<HTMLElement | null>): boolean {
  const [tooWide, setTooWide] = useState(false)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const look = () => setTooWide(element.scrollWidth > element.clientWidth)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  })
  return tooWide
}
