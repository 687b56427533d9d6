import type { UseFormReturnType } from '@mantine/form'
import type { HubSettings } from '@/api/types'

/** What can be changed about the settings of the hub. */
export type SettingsValues = Omit<HubSettings, 'version' | '$schema'>

/** What the parts of their form are given. */
export interface SettingsFields {
  form: UseFormReturnType<SettingsValues>
  labels: Record<keyof SettingsValues, string>
}
