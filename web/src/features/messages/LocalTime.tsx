import { useLingui } from '@lingui/react/macro'
import { useEffect, useMemo, useState } from 'react'
import { cityOf, knownZone, regional, Times } from '@/lib/times'

/** The clock of a zone, "09:48 (Toronto)", kept right. */
export function LocalTime({ zone }: { zone: string }) {
  const { i18n } = useLingui()
  const [now, setNow] = useState(() => new Date())
  const times = useMemo(
    () => (knownZone(zone) ? new Times(regional(i18n.locale), zone) : null),
    [i18n.locale, zone],
  )
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return times ? `${times.time(now)} (${cityOf(zone)})` : zone
}
