import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan, usePreference } from '@/api/session'
import {
  type NoticeKind,
  type NoticeWay,
  noticeDefault,
  noticeKey,
  noticeKinds,
  noticeWays,
} from '@/lib/notices'
import { Card } from '@/ui/Card'
import { CheckboxField } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import styles from './profile.module.css'

/** Of what the user is told, and how. What is changed here holds at once. */
export function Notifications() {
  const { t } = useLingui()
  const [refused, setRefused] = useState(false)
  const mayRead = useCan('READ_SMS_MESSAGE')
  const seesChannels = useCan('READ_CHANNEL')
  const runsHub = useCan('UPDATE_SYSTEM_SETTINGS')
  const ways: Record<NoticeWay, string> = { page: t`In Parley`, sound: t`Sound`, browser: t`Browser` }
  const kinds: Record<NoticeKind, string> = {
    message: t`A customer writes`,
    failed: t`A message of mine is not sent`,
    job: t`An import or a change of many ends`,
    security: t`Somebody changes how I log in`,
    channel: t`A channel stops or works again`,
    hub: t`The hub is restored, or its disk was full`,
  }
  const may: Partial<Record<NoticeKind, boolean>> = {
    message: mayRead,
    failed: mayRead,
    channel: seesChannels,
    hub: runsHub,
  }
  const shown = noticeKinds.filter((kind) => may[kind] !== false)
  return (
    <Card
      title={t`Notifications`}
      hint={t`In Parley: a word in the corner and, but for customers' messages, an entry behind the bell. The browser's come while another window is in front, on each device where you allow them.`}
    >
      <table className={styles.kinds}>
        <thead>
          <tr>
            <th scope="col">{t`Of what`}</th>
            {noticeWays.map((way) => (
              <th key={way} scope="col">
                {ways[way]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((kind) => (
            <tr key={kind}>
              <th scope="row">{kinds[kind]}</th>
              {noticeWays.map((way) => (
                <td key={way}>
                  <Way
                    kind={kind}
                    way={way}
                    label={`${kinds[kind]}: ${ways[way]}`}
                    onRefused={() => setRefused(true)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {refused ? (
        <Notice tone="warn" live>
          <Trans>
            This browser does not allow notifications from Parley. Allow them in its settings for this site.
          </Trans>
        </Notice>
      ) : null}
    </Card>
  )
}

interface WayProps {
  kind: NoticeKind
  way: NoticeWay
  label: string
  onRefused: () => void
}

function Way({ kind, way, label, onRefused }: WayProps) {
  const queries = useQueryClient()
  const [value, setValue] = usePreference(noticeKey(kind, way), noticeDefault(way))
  const change = async (on: boolean) => {
    if (on && way === 'browser' && !(await allowed())) {
      onRefused()
      return
    }
    setValue(on ? 'on' : 'off', {
      onSuccess: () => void queries.invalidateQueries({ queryKey: ['notices'] }),
    })
  }
  return (
    <CheckboxField
      aria-label={label}
      checked={value === 'on'}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  )
}

/** Whether the browser shows notifications of this page; it asks the user where that is still open. */
async function allowed(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted'
}
