import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Fence } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { useTimes } from '@/ui/format'
import { Notice } from '@/ui/Notice'
import { notify } from '@/ui/notify'
import styles from './settings.module.css'
import { useFence } from './useFence'

/** What a restored hub holds back, and the two ways to end that; nothing where nothing is held. */
export function FenceCard() {
  const { t } = useLingui()
  const times = useTimes()
  const fence = useFence()
  const [asked, ask] = useState<'lift' | 'discard' | null>(null)
  if (!fence) return null
  const { waiting, oldest, newest } = fence
  const from = oldest ? times.short(oldest) : ''
  const to = newest ? times.short(newest) : ''
  return (
    <Card title={t`Restored from a backup`}>
      <Notice tone="warn">
        <p>
          <Plural
            value={waiting}
            one="# message is held back."
            other={`# messages are held back, written between ${from} and ${to}.`}
          />{' '}
          <Trans>
            They waited to be sent when the backup was made. Since then they may have gone out, or been
            followed by an opt-out that the backup does not know. What is written now goes out as always.
          </Trans>
        </p>
      </Notice>
      <div className={styles.foot}>
        <Button onClick={() => ask('discard')}>
          <Trans>Cancel them</Trans>
        </Button>
        <Button onClick={() => ask('lift')}>
          <Trans>Send them</Trans>
        </Button>
      </div>
      {asked ? <TakeDown how={asked} waiting={waiting} onClose={() => ask(null)} /> : null}
    </Card>
  )
}

interface TakeDownProps {
  how: 'lift' | 'discard'
  waiting: number
  onClose: () => void
}

function TakeDown({ how, waiting, onClose }: TakeDownProps) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const act = useMutation<Fence, Problem>({
    mutationFn: () => http.post<Fence>(`/operations/fence/${how}`),
    onSuccess: (fence) => {
      queries.setQueryData(['fence'], fence)
      notify.done(how === 'lift' ? t`They are on their way.` : t`They are cancelled.`)
      onClose()
    },
  })
  const lift = how === 'lift'
  return (
    <ConfirmDialog
      title={lift ? t`Send what is held back?` : t`Cancel what is held back?`}
      opened
      onClose={onClose}
      act={lift ? t`Send ${waiting}` : t`Cancel ${waiting}`}
      onConfirm={() => act.mutate()}
      pending={act.isPending}
      error={act.error}
    >
      <p>
        {lift ? (
          <Trans>
            Customers may get some of them a second time. Who has opted out, as far as is known here, gets
            none.
          </Trans>
        ) : (
          <Trans>They stay in their conversations as cancelled, and are never sent.</Trans>
        )}
      </p>
    </ConfirmDialog>
  )
}
