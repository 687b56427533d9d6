import { useEffect, useState } from 'react'
import type { Found, Source } from '@/ui/actions/registry'

export interface FoundGroup {
  id: string
  label: string
  icon: Source['icon']
  items: Found[]
}

const pause = 120

/** Asks the sources as one types; an older answer never overwrites a newer one. */
export function useFound(sources: Source[], text: string): FoundGroup[] {
  const [groups, setGroups] = useState<FoundGroup[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sources are asked when the text changes
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === '') {
      setGroups([])
      return
    }
    const abort = new AbortController()
    const timer = setTimeout(() => void ask(sources, wanted, abort.signal, setGroups), pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text])
  return groups
}

async function ask(
  sources: Source[],
  text: string,
  signal: AbortSignal,
  show: (groups: FoundGroup[]) => void,
) {
  const groups = await Promise.all(
    sources.map(async ({ id, label, icon, search }) => {
      // A source that fails must not hide what the others found.
      const items = await Promise.resolve(search(text, signal)).catch(() => [])
      return { id, label, icon, items }
    }),
  )
  if (!signal.aborted) show(groups)
}
