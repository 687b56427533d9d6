import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'

/** Keeps the end in view when the room shrinks or grows (the composer, a phone's keyboard), if it was in view. */
export function useStickyEnd(
  virtual: Virtualizer<HTMLDivElement, Element>,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let atEnd = true
    const note = () => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 48
    }
    const observer = new ResizeObserver(() => {
      if (atEnd) virtual.scrollToEnd()
    })
    element.addEventListener('scroll', note, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', note)
      observer.disconnect()
    }
  }, [virtual, scroller])
}
