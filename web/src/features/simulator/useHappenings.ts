import { useEffect, useState } from 'react'
import type { LiveEvent } from '@/api/live/events'
import { useLiveFeed } from '@/api/live/feed'
import { happensAt, type Place } from './happenings'

const kept = 60

/** What the hub did about the customer since the page was opened, newest first. */
export function useHappenings(place: Place): LiveEvent[] {
  const feed = useLiveFeed()
  const [all, setAll] = useState<LiveEvent[]>([])
  useEffect(
    () =>
      feed.subscribe((events) =>
        setAll((before) => [...[...events].reverse(), ...before].slice(0, kept * 8)),
      ),
    [feed],
  )
  return all.filter((event) => happensAt(event, place, all)).slice(0, kept)
}
