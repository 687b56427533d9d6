import { type RefObject, useLayoutEffect } from 'react'

const native = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

/** Lets a textarea grow with its text where the browser cannot do it by field-sizing. */
export function useAutosize(input: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = input.current
    if (native || !element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [input, text])
}
