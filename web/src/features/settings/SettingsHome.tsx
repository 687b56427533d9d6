import { Navigate } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { settingsPlaces, shows } from './settingsPlaces'

/** The channels, or else the first page of the settings that this user may see. */
export function SettingsHome() {
  const { permissions } = useMe()
  const seen = settingsPlaces.filter((place) => shows(place, permissions))
  const home = seen.find(({ to }) => to === '/settings/channels') ?? seen[0]
  return <Navigate to={home?.to ?? '/settings/about'} replace />
}
