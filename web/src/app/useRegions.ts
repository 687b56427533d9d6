import { useCallback } from 'react'

/**
 * F6: moves the focus to the next part of the page. Parts carry data-region; each is entered at what it marks with
 * data-region-entry, else at its first control.
 */
export function useRegions(): (step: 1 | -1) => void {
  return useCallback((step) => {
    const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isVisible)
    const now = regions.findIndex((region) => region.contains(document.activeElement))
    const next = regions[(now + step + regions.length) % regions.length]
    if (next) enter(next)
  }, [])
}

const focusable =
  'a[href], button:not(:disabled), textarea:not(:disabled), input:not(:disabled), [tabindex="0"]'

/** A part without a control takes the focus itself. */
function enter(region: HTMLElement): void {
  const marked = region.matches('[data-region-entry]')
    ? region
    : region.querySelector<HTMLElement>('[data-region-entry]')
  const entry = marked ?? [...region.querySelectorAll<HTMLElement>(focusable)].find(isVisible)
  if (!entry) region.tabIndex = -1
  ;(entry ?? region).focus()
}

function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}
