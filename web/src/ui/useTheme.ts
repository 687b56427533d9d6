import { useMantineColorScheme } from '@mantine/core'

export type ThemeChoice = 'light' | 'dark' | 'auto'

/** The theme of this device and how to change it; "auto" follows the system. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return [colorScheme, setColorScheme]
}
