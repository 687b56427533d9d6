/** How days and the clock are written; "language": as the language has it. */
export interface TimeFormats {
  date: 'language' | 'year_month_day' | 'day_month_year' | 'month_day_year'
  time: 'language' | '12_hours' | '24_hours'
}

const asTheLanguage: TimeFormats = { date: 'language', time: 'language' }

/** Words and figures for times in one language and one time zone. Formatters are costly: make one Times and keep it. */
export class Times {
  private readonly clock: Intl.DateTimeFormat
  private readonly dayMonth: Intl.DateTimeFormat
  private readonly dayMonthYear: Intl.DateTimeFormat
  private readonly longDay: Intl.DateTimeFormat
  private readonly weekday: Intl.DateTimeFormat
  private readonly full: Intl.DateTimeFormat
  private readonly fullClock: Intl.DateTimeFormat
  private readonly longWeekday: Intl.DateTimeFormat
  private readonly key: Intl.DateTimeFormat
  private readonly words: Intl.RelativeTimeFormat

  constructor(
    private readonly locale: string,
    readonly zone: string | undefined,
    private readonly formats = asTheLanguage,
  ) {
    const timeZone = zone
    const hours = hourCycles[formats.time]
    this.clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone, ...hours })
    this.dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
    this.dayMonthYear = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone,
    })
    this.longDay = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone,
    })
    this.weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone })
    this.full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone, ...hours })
    this.fullClock = new Intl.DateTimeFormat(locale, { timeStyle: 'long', timeZone, ...hours })
    this.longWeekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone })
    // A date as YYYY-MM-DD, to compare days in the zone.
    this.key = new Intl.DateTimeFormat('en-CA', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone,
    })
    this.words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  }

  /** The same way of writing in another zone. */
  inZone(zone: string): Times {
    return new Times(this.locale, zone, this.formats)
  }

  /** "09:27" or "09:27 a.m.", as the language has it. */
  time(at: string | Date): string {
    return this.clock.format(new Date(at))
  }

  /** The whole stamp, for a tooltip. */
  stamp(at: string | Date): string {
    const date = new Date(at)
    return this.formats.date === 'language'
      ? this.full.format(date)
      : `${capitalised(this.longWeekday.format(date))} ${this.figures(date)}, ${this.fullClock.format(date)}`
  }

  /** "20 Nov, 14:32", for tables. */
  short(at: string | Date): string {
    return `${this.date(at)}, ${this.time(at)}`
  }

  /** "20 Nov", with the year when it is not this one; in figures always with it. */
  date(at: string | Date, now = new Date()): string {
    const date = new Date(at)
    if (this.formats.date !== 'language') return this.figures(date)
    return date.getFullYear() === now.getFullYear()
      ? this.dayMonth.format(date)
      : this.dayMonthYear.format(date)
  }

  /** The day in the zone as "2026-11-21": equal for times of the same day. */
  dayKey(at: string | Date): string {
    return this.key.format(new Date(at))
  }

  /** What a day line says: "Today", "Yesterday", "Thursday 19 November". */
  day(at: string | Date, now = new Date()): string {
    const days = daysBetween(this.dayKey(at), this.dayKey(now))
    if (days === 0 || days === 1) return capitalised(this.words.format(-days, 'day'))
    const date = new Date(at)
    if (this.formats.date !== 'language')
      return `${capitalised(this.longWeekday.format(date))} ${this.figures(date)}`
    return capitalised(days < 300 ? this.longDay.format(date) : this.dayMonthYear.format(date))
  }

  /** A day that is the same everywhere, "2026-11-30" of a bill. */
  calendarDay(day: string): string {
    const noon = `${day}T12:00:00Z`
    return this.formats.date === 'language'
      ? new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(noon))
      : inFigures(day, this.formats.date)
  }

  /** The first moment of a day in the zone, "2026-11-21", as an RFC 3339 time; a number of days later, where one is given. */
  startOf(day: string, later = 0): string {
    const midnight = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000
    const wanted = new Date(midnight).toISOString().slice(0, 10)
    // No zone is further than a day from UTC, and clocks are changed by minutes: the first quarter of an hour that is in the day.
    let at = midnight - 86_400_000
    while (this.dayKey(new Date(at)) < wanted) at += 900_000
    return new Date(at).toISOString()
  }

  private figures(date: Date): string {
    return inFigures(this.dayKey(date), this.formats.date)
  }

  /** "5 minutes ago", "yesterday"; from a week on the date. */
  ago(at: string | Date, now = new Date()): string {
    const minutes = Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 60_000))
    if (minutes < 60) return this.words.format(-minutes, 'minute')
    if (minutes < 24 * 60) return this.words.format(-Math.floor(minutes / 60), 'hour')
    if (minutes < 7 * 24 * 60) return this.words.format(-Math.floor(minutes / (24 * 60)), 'day')
    return this.date(at, now)
  }

  /** What a list row says: the clock today, the weekday this week, else the date. */
  brief(at: string | Date, now = new Date()): string {
    const days = daysBetween(this.dayKey(at), this.dayKey(now))
    if (days <= 0) return this.time(at)
    if (days === 1) return capitalised(this.words.format(-1, 'day'))
    if (days < 7) return capitalised(this.weekday.format(new Date(at)))
    return this.date(at, now)
  }
}

const hourCycles: Record<TimeFormats['time'], Intl.DateTimeFormatOptions> = {
  language: {},
  '12_hours': { hour12: true },
  '24_hours': { hourCycle: 'h23' },
}

/** "2026-11-21" in the order of the format. */
function inFigures(day: string, format: TimeFormats['date']): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (format === 'day_month_year') return `${date}/${month}/${year}`
  return format === 'month_day_year' ? `${month}/${date}/${year}` : day
}

/** The browser's regional form of a language ("en-CA" for "en"): it decides between 12 and 24 hours. */
export function regional(locale: string, wanted: readonly string[] = navigator.languages): string {
  return wanted.find((each) => each.startsWith(`${locale}-`)) ?? locale
}

/** The browser's idea of the zone, and whether the name is one that it knows. */
export function knownZone(zone: string): string | undefined {
  if (!zone) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch {
    return undefined
  }
}

/** The city of "America/Toronto", for "09:48 (Toronto)". */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000)
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
