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
