import { useEffect, useMemo, useState } from 'react'
import { cityOf, knownZone } from '@/lib/times'
import { useTimes } from '@/ui/format'

/** The clock of a zone, "09:48 (Toronto)", kept right. */
export function LocalTime({ zone }: { zone: string }) {
  const own = useTimes()
  const [now, setNow] = useState(() => new Date())
  const times = useMemo(() => (knownZone(zone) ? own.inZone(zone) : null), [own, zone])
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return times ? `${times.time(now)} (${cityOf(zone)})` : zone
}
