import { useEffect } from 'react'
import { useMe } from '@/api/session'
import { activate } from './i18n'

/** The page speaks the language that the user chose, on whatever device; with none chosen, that of the device. */
export function useOwnLanguage(): void {
  const { locale } = useMe()
  useEffect(() => {
    if (locale) void activate(locale)
  }, [locale])
}
