import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { sessionKey, useMe, usePreference } from '@/api/session'
import type { Me } from '@/api/types'
import { knownZones } from '@/lib/zones'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SwitchField } from '@/ui/Field'
import { type ThemeChoice, useTheme } from '@/ui/useTheme'
import styles from './profile.module.css'

/** What is changed here holds at once; there is nothing to save. */
export function Preferences() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const change = useChange()
  const [theme, setTheme] = useTheme()
  return (
    <Card title={t`Preferences`} hint={t`Each change holds at once.`}>
      <div className={styles.pair}>
        <SelectField
          label={t`Language`}
          data={[
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
          value={me.locale || i18n.locale}
          onChange={(locale) => change.mutate({ locale: locale === 'fr' ? 'fr' : 'en' })}
        />
        <SelectField
          label={t`Time zone`}
          description={t`In which you see times.`}
          searchable
          limit={80}
          placeholder={me.server.time_zone}
          data={knownZones()}
          value={me.time_zone || null}
          onChange={(zone) => zone && change.mutate({ time_zone: zone })}
        />
        <SelectField
          label={t`Theme`}
          description={t`On this device.`}
          data={[
            { value: 'auto', label: t`As the system has it` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
          ]}
          value={theme}
          onChange={(choice) => setTheme((choice ?? 'auto') as ThemeChoice)}
        />
        <SendKey />
      </div>
      <SingleKeys />
      {change.error ? <ErrorNote error={change.error} /> : null}
    </Card>
  )
}

function SendKey() {
  const { t } = useLingui()
  const [sendKey, setSendKey] = usePreference('send_key', 'enter')
  return (
    <SelectField
      label={t`Send a message with`}
      description={sendKey === 'enter' ? t`Shift+Enter begins a new line.` : t`Enter begins a new line.`}
      data={[
        { value: 'enter', label: t`Enter` },
        { value: 'ctrl_enter', label: t`Ctrl+Enter (Cmd+Enter on a Mac)` },
      ]}
      value={sendKey}
      onChange={(key) => setSendKey(key ?? 'enter')}
    />
  )
}

function SingleKeys() {
  const { t } = useLingui()
  const [single, setSingle] = usePreference('keys.single', 'on')
  return (
    <SwitchField
      label={t`Single-key shortcuts`}
      description={t`Letters such as J and K act outside of text fields. Switch them off if you dictate or press keys by accident; those with Ctrl stay.`}
      checked={single !== 'off'}
      onChange={(event) => setSingle(event.currentTarget.checked ? 'on' : 'off')}
    />
  )
}

function useChange() {
  const queries = useQueryClient()
  return useMutation<Me, Problem, { locale?: 'en' | 'fr'; time_zone?: string }>({
    mutationFn: (part) => http.patch<Me>('/session', part),
    onSuccess: (me) => queries.setQueryData(sessionKey, me),
  })
}
