import { Trans } from '@lingui/react/macro'
import { IconPlugConnected } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Channel } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'

/** Asks the provider whether the saved settings are right. */
export function ChannelCheck({ channel }: { channel: Channel }) {
  const may = useCan('UPDATE_CHANNEL')
  const check = useMutation<{ ok: boolean; message: string }, Problem>({
    mutationFn: () => http.post(`/channels/${channel.id}/check`),
  })
  if (!may) return null
  return (
    <>
      <Button
        leftSection={<IconPlugConnected size={16} />}
        onClick={() => check.mutate()}
        loading={check.isPending}
      >
        <Trans>Test my settings</Trans>
      </Button>
      {check.data ? (
        <Notice tone={check.data.ok ? 'ok' : 'warn'} live>
          {fromServer(check.data.message) ||
            (check.data.ok ? <Trans>It works.</Trans> : <Trans>It does not work.</Trans>)}
        </Notice>
      ) : null}
      {check.error?.code === 'cannot_check' ? <Notice live>{check.error.message}</Notice> : null}
      {check.error && check.error.code !== 'cannot_check' ? <ErrorNote error={check.error} /> : null}
    </>
  )
}
