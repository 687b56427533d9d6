import { useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { knownZone, regional, Times } from '@/lib/times'

const Format = createContext<Times | null>(null)

/** Gives the pages below their way of writing times: the user's language and time zone. */
export function FormatProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const { i18n } = useLingui()
  const times = useMemo(() => new Times(regional(i18n.locale), knownZone(zone)), [i18n.locale, zone])
  return <Format value={times}>{children}</Format>
}

export function useTimes(): Times {
  const times = useContext(Format)
  if (!times) throw new Error('useTimes needs a FormatProvider above it')
  return times
}
