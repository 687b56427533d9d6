import { useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useMe } from '@/api/session'
import { amount, type Currency } from '@/lib/money'
import { knownZone, regional, type TimeFormats, Times } from '@/lib/times'

const Format = createContext<Times | null>(null)

const Money = createContext<Currency>({ code: '', digits: 2 })

interface Props {
  zone: string
  /** As the hub has them; left out: as the language does. */
  date?: TimeFormats['date']
  time?: TimeFormats['time']
  currency?: Currency
  children: ReactNode
}

/** Gives the pages below their way of writing times and money: the user's language and time zone, the hub's formats and currency. */
export function FormatProvider({ zone, date = 'language', time = 'language', currency, children }: Props) {
  const { i18n } = useLingui()
  const times = useMemo(
    () => new Times(regional(i18n.locale), knownZone(zone), { date, time }),
    [i18n.locale, zone, date, time],
  )
  const page = <Format value={times}>{children}</Format>
  return currency ? <Money value={currency}>{page}</Money> : page
}

/** The currency of the hub. */
export function useCurrency(): Currency {
  return useContext(Money)
}

/** Writes an amount, given in the smallest unit of the hub's currency. */
export function useAmount(): (minor: number) => string {
  const { i18n } = useLingui()
  const currency = useCurrency()
  return (minor) => amount(minor, currency, regional(i18n.locale))
}

export function useTimes(): Times {
  const times = useContext(Format)
  if (!times) throw new Error('useTimes needs a FormatProvider above it')
  return times
}

/** Times in the hub's zone: for days that are the same for everybody, also where they are kept as moments. */
export function useHubTimes(): Times {
  const times = useTimes()
  const zone = knownZone(useMe().server.time_zone) ?? 'UTC'
  return useMemo(() => times.inZone(zone), [times, zone])
}

/** Writes the day of a moment in the hub's zone, always with its year. */
export function useHubDay(): (at: string) => string {
  const times = useHubTimes()
  return (at) => times.calendarDay(times.dayKey(at))
}
