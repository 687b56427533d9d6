import { Trans, useLingui } from '@lingui/react/macro'
import { IconKey, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Page, Token } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { IconButton } from '@/ui/IconButton'
import { NewToken } from './NewToken'
import styles from './profile.module.css'

/** Keys by which programs act as this user. A token is shown once, when it is made. */
export function Tokens() {
  const { t } = useLingui()
  const [creating, setCreating] = useState(false)
  const [removing, setRemoving] = useState<Token | null>(null)
  const tokens = useQuery<Token[], Problem>({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await http.get<Page<Token>>('/tokens', { signal })).items,
  })
  const add = (
    <Button leftSection={<IconKey size={16} />} onClick={() => setCreating(true)}>
      <Trans>New token</Trans>
    </Button>
  )
  return (
    <Card
      title={t`API tokens`}
      hint={t`With a token a program acts as you, with your permissions.`}
      actions={add}
    >
      {tokens.error ? <ErrorNote error={tokens.error} onRetry={() => void tokens.refetch()} /> : null}
      {tokens.data?.length === 0 ? (
        <p className={styles.meta}>
          <Trans>
            You have no token. Make one for each program, so that each can be taken away by itself.
          </Trans>
        </p>
      ) : null}
      <ul className={styles.list}>
        {(tokens.data ?? []).map((token) => (
          <TokenLine key={token.id} token={token} onRemove={() => setRemoving(token)} />
        ))}
      </ul>
      {creating ? <NewToken onClose={() => setCreating(false)} /> : null}
      {removing ? <RemoveToken token={removing} onClose={() => setRemoving(null)} /> : null}
    </Card>
  )
}

function TokenLine({ token, onRemove }: { token: Token; onRemove: () => void }) {
  const { t } = useLingui()
  const times = useTimes()
  const made = times.short(token.created_at)
  const ends = token.expires_at ? times.short(token.expires_at) : ''
  const used = token.last_used_at ? times.short(token.last_used_at) : ''
  return (
    <li className={styles.token}>
      <span className={styles.words}>
        <b>{token.name}</b>
        <span className={styles.meta}>
          <code>{token.prefix}…</code> · {t`made ${made}`} · {used ? t`last used ${used}` : t`never used`}
          {token.role ? ` · ${fromServer(token.role.name)}` : null}
          {ends ? ` · ${t`ends ${ends}`}` : null}
        </span>
      </span>
      <IconButton icon={IconTrash} label={t`Take away ${token.name}`} onClick={onRemove} />
    </li>
  )
}

function RemoveToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/tokens/${token.id}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['tokens'] })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t`Take away ${token.name}?`}
      opened
      onClose={onClose}
      act={t`Take away`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>The program that uses it is refused from now on.</Trans>
      </p>
    </ConfirmDialog>
  )
}
