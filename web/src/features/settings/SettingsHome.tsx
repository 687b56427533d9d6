import { Navigate } from '@tanstack/react-router'
import { useCan } from '@/api/session'

/** The first page of the settings that this user may see. */
export function SettingsHome() {
  const channels = useCan('READ_CHANNEL')
  return <Navigate to={channels ? '/settings/channels' : '/settings/about'} replace />
}
