import { Trans, useLingui } from '@lingui/react/macro'
import { IconDeviceMobile, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Channel } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { notify } from '@/ui/notify'
import { useProblemText } from '@/ui/problemText'
import styles from './settings.module.css'

/** Enable, disable, delete; and the way to the handset of a simulated channel. */
export function ChannelActs({ channel }: { channel: Channel }) {
  const { t } = useLingui()
  const mayChange = useCan('UPDATE_CHANNEL')
  const mayDelete = useCan('DELETE_CHANNEL')
  const maySimulate = useCan('USE_SIMULATOR')
  const queries = useQueryClient()
  const say = useProblemText()
  const [deleting, setDeleting] = useState(false)
  const enable = useMutation<Channel, Problem, boolean>({
    mutationFn: (enabled) => http.patch(`/channels/${channel.id}`, { enabled, version: channel.version }),
    onSuccess: (saved) => {
      queries.setQueryData(['channels', channel.id], saved)
      void queries.invalidateQueries({ queryKey: ['channels'] })
    },
    onError: (problem) => {
      notify.failed(say(problem), t`${channel.name} was not changed`)
      void queries.invalidateQueries({ queryKey: ['channels'] })
    },
  })
  return (
    <>
      {channel.kind === 'simulator' && maySimulate ? (
        <Link className={styles.back} to="/simulator" search={{ channel: channel.id }}>
          <IconDeviceMobile size={16} />
          <Trans>Open in the simulator</Trans>
        </Link>
      ) : null}
      {mayChange ? (
        <Button
          leftSection={channel.enabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          onClick={() => enable.mutate(!channel.enabled)}
          loading={enable.isPending}
        >
          {channel.enabled ? <Trans>Disable</Trans> : <Trans>Enable</Trans>}
        </Button>
      ) : null}
      {mayDelete ? (
        <Button leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>
          <Trans>Delete…</Trans>
        </Button>
      ) : null}
      <DeleteChannel channel={channel} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  )
}

interface DeleteProps {
  channel: Channel
  opened: boolean
  onClose: () => void
}

function DeleteChannel({ channel, opened, onClose }: DeleteProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/channels/${channel.id}`),
    onSuccess: async () => {
      await navigate({ to: '/settings/channels' })
      queries.removeQueries({ queryKey: ['channels', channel.id] })
      void queries.invalidateQueries({ queryKey: ['channels'] })
      notify.done(t`${channel.name} was deleted.`)
    },
  })
  return (
    <ConfirmDialog
      title={t`Delete ${channel.name}?`}
      opened={opened}
      onClose={onClose}
      act={t`Delete channel`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>
          Nothing more is sent or received on it, its callback addresses stop working, and its secrets are
          erased. Conversations and their messages stay and can be read.
        </Trans>
      </p>
      <p>
        <Trans>To stop it for a while, disable it instead.</Trans>
      </p>
    </ConfirmDialog>
  )
}
