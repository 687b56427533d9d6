import { Trans } from '@lingui/react/macro'
import { IconBan } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useMe } from '@/api/session'
import type { ID, Message } from '@/api/types'
import { Button } from '@/ui/Button'
import { notify } from '@/ui/notify'
import { useProblemText } from '@/ui/problemText'
import styles from './ComposerNote.module.css'
import { useThread } from './context'

/** The customer's last message, where it may ask for an end and nobody has been opted out for it. */
export function useStopRequest(id: ID): Message | null {
  const last = useThread(id).messages.findLast(({ direction }) => direction === 'inbound')
  return last?.asks_to_stop ? last : null
}

/** Asks the agent to decide whether the customer wants no more messages, and records it with the customer's own words. */
export function StopRequest({ message }: { message: Message }) {
  const queries = useQueryClient()
  const say = useProblemText()
  const mayRecord = useMe().permissions.includes('UPDATE_CONTACT')
  const optOut = useMutation<unknown, Problem>({
    mutationFn: () =>
      http.post(`/addresses/${message.address_id}/consent`, { state: 'opted_out', wording: message.text }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['composer', message.conversation_id] }),
    onError: (problem) => notify.failed(say(problem)),
  })
  return (
    <div className={clsx(styles.note, styles.asking)} role="status">
      <IconBan size={16} aria-hidden="true" />
      <span className={styles.words}>
        <Trans>The last message may ask you to stop writing.</Trans>
      </span>
      {mayRecord ? (
        <Button onClick={() => optOut.mutate()} loading={optOut.isPending}>
          <Trans>Opt out</Trans>
        </Button>
      ) : null}
    </div>
  )
}
