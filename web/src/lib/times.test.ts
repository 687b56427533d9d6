import { expect, it } from 'vitest'
import { cityOf, knownZone, regional, Times } from './times'

const now = new Date('2026-11-21T15:00:00Z')

it('judges days in the zone of the viewer', () => {
  const toronto = new Times('en-CA', 'America/Toronto')
  const auckland = new Times('en-CA', 'Pacific/Auckland')
  const at = '2026-11-21T03:00:00Z'
  expect(toronto.dayKey(at)).toBe('2026-11-20')
  expect(auckland.dayKey(at)).toBe('2026-11-21')
  expect(toronto.day(at, now)).toBe('Yesterday')
  expect(toronto.brief(at, now)).toBe('Yesterday')
})

it('says the clock today, the weekday this week, else the date', () => {
  const times = new Times('en-GB', 'UTC')
  expect(times.brief('2026-11-21T09:27:00Z', now)).toBe('9:27')
  expect(times.brief('2026-11-18T09:27:00Z', now)).toBe('Wed')
  expect(times.brief('2026-11-02T09:27:00Z', now)).toBe('2 Nov')
})

it('writes days and the clock as the hub says', () => {
  const at = '2026-11-02T14:27:00Z'
  const iso = new Times('en-US', 'UTC', { date: 'year_month_day', time: '24_hours' })
  expect(iso.short(at)).toBe('2026-11-02, 14:27')
  expect(iso.day(at, now)).toBe('Monday 2026-11-02')
  expect(iso.brief(at, now)).toBe('2026-11-02')
  expect(iso.stamp(at)).toBe('Monday 2026-11-02, 14:27:00 UTC')
  expect(iso.calendarDay('2026-11-30')).toBe('2026-11-30')
  const figures = new Times('fr-CA', 'UTC', { date: 'day_month_year', time: '12_hours' })
  expect(figures.date(at)).toBe('02/11/2026')
  expect(figures.time(at)).toMatch(/^2\D+27\D+p/)
  expect(figures.day(at, now)).toBe('Lundi 02/11/2026')
  expect(new Times('en-GB', 'UTC', { date: 'month_day_year', time: 'language' }).date(at)).toBe('11/02/2026')
  expect(new Times('en-US', 'UTC', { date: 'language', time: '24_hours' }).date(at, now)).toBe('Nov 2')
})

it('keeps the day of a bill whatever the zone', () => {
  for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
    expect(new Times('en-GB', zone).calendarDay('2026-11-30')).toBe('30 Nov 2026')
  }
})

it('knows when a day begins in the zone', () => {
  expect(new Times('en', 'UTC').startOf('2026-11-21')).toBe('2026-11-21T00:00:00.000Z')
  expect(new Times('en', 'UTC').startOf('2026-11-30', 1)).toBe('2026-12-01T00:00:00.000Z')
  expect(new Times('en', 'America/Toronto').startOf('2026-11-21')).toBe('2026-11-21T05:00:00.000Z')
  expect(new Times('en', 'Pacific/Kiritimati').startOf('2026-11-21')).toBe('2026-11-20T10:00:00.000Z')
  // Clocks go forward at midnight: the day begins at one.
  expect(new Times('en', 'America/Santiago').startOf('2026-09-06')).toBe('2026-09-06T04:00:00.000Z')
})

it('says how long ago it was', () => {
  const times = new Times('en-GB', 'UTC')
  const ago = (at: string) => times.ago(at, now)
  expect(ago('2026-11-21T15:00:05Z')).toBe('this minute')
  expect(ago('2026-11-21T14:00:01Z')).toBe('59 minutes ago')
  expect(ago('2026-11-20T15:00:01Z')).toBe('23 hours ago')
  expect(ago('2026-11-20T15:00:00Z')).toBe('yesterday')
  expect(ago('2026-11-14T15:00:00Z')).toBe('14 Nov')
})

it('speaks the language', () => {
  expect(new Times('fr-CA', 'UTC').day('2026-11-21T09:00:00Z', now)).toBe('Aujourd’hui')
})

it('takes the regional form of a language from the browser', () => {
  expect(regional('en', ['fr-CA', 'en-CA'])).toBe('en-CA')
  expect(regional('fr', ['en-CA'])).toBe('fr')
})

it('knows zones and their cities', () => {
  expect(knownZone('America/Toronto')).toBe('America/Toronto')
  expect(knownZone('Mars/Olympus')).toBeUndefined()
  expect(cityOf('America/New_York')).toBe('New York')
})
