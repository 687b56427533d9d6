import { useLingui } from '@lingui/react/macro'
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { http } from '@/api/http'
import { sessionKey, usePreference, useSession } from '@/api/session'
import type { Me } from '@/api/types'
import { useAction, useActions } from '@/ui/actions/registry'
import type { ActionID } from '@/ui/actions/table'
import { type Remapped, useShortcuts } from '@/ui/actions/useShortcuts'
import { activate } from './i18n'
import { type Place, places } from './places'
import { useOwnLanguage } from './useOwnLanguage'
import { usePeopleSources } from './usePeopleSources'
import { useRegions } from './useRegions'

/** Registers what can be done on every page, and listens to the keys. */
export function GlobalActions() {
  const { i18n } = useLingui()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const queries = useQueryClient()
  const [density, setDensity] = usePreference('density', 'comfortable')
  const regions = useRegions()
  const navigate = useNavigate()
  useKeys()
  useOwnLanguage()
  usePeopleSources()
  useAction('go.profile', { run: () => void navigate({ to: '/profile' }) })
  useAction('palette.open', {
    run: () => void import('./paletteStore').then(({ palette }) => palette.toggle()),
  })
  useAction('theme.toggle', { run: () => setColorScheme(isDark(colorScheme) ? 'light' : 'dark') })
  useAction('density.toggle', { run: () => setDensity(density === 'compact' ? 'comfortable' : 'compact') })
  useAction('language.toggle', {
    run: () => {
      const locale = i18n.locale === 'fr' ? 'en' : 'fr'
      void activate(locale)
      void http.patch<Me>('/session', { locale }).then((me) => queries.setQueryData(sessionKey, me))
    },
  })
  useAction('session.logout', {
    run: () =>
      void http.delete('/session').finally(() => {
        queries.clear()
        window.location.assign('/')
      }),
  })
  useAction('region.next', { run: () => regions(1) })
  useAction('region.previous', { run: () => regions(-1) })
  return places.map((place) => <GoTo key={place.to} place={place} />)
}

function GoTo({ place }: { place: Place }) {
  const navigate = useNavigate()
  const permissions = useSession().data?.permissions ?? []
  const enabled = !place.needs || permissions.includes(place.needs)
  useAction(place.action, { icon: place.icon, enabled, run: () => void navigate({ to: place.to }) })
  return null
}

/** The keys by the user's preferences: "keys.single" off silences single letters, "keys.<action>" remaps one. */
function useKeys() {
  const preferences = useSession().data?.preferences
  const remapped = useMemo<Remapped>(() => {
    const own = Object.entries(preferences ?? {}).filter(([name]) => name.startsWith('keys.'))
    return Object.fromEntries(own.map(([name, keys]) => [name.slice('keys.'.length) as ActionID, keys]))
  }, [preferences])
  useShortcuts(useActions(), preferences?.['keys.single'] !== 'off', remapped)
}

function isDark(scheme: string): boolean {
  return scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
}
