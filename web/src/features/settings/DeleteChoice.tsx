import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ChoiceList } from '@/api/choices'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { fromServer } from '@/locales/server/fromServer'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { notify } from '@/ui/notify'
import type { Choice } from './choiceValues'
import styles from './lists.module.css'

interface Props {
  list: ChoiceList
  choice: Choice
  onClose: () => void
}

/** Asks before an entry goes. Where it is in use the server refuses, and the way to those who use it is shown. */
export function DeleteChoice({ list, choice, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const name = fromServer(choice.name)
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/${list}/${choice.id}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [list] })
      onClose()
      notify.done(t`${name} was deleted.`)
    },
  })
  const users = usersOf(list, choice)
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      opened
      onClose={onClose}
      act={t`Delete`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>It can no longer be chosen. What is in use cannot be deleted.</Trans>
      </p>
      {remove.error?.code === 'choice_in_use' && users ? (
        <p>
          <Link className={styles.link} {...users}>
            {t`Show what uses ${name}`}
          </Link>
        </p>
      ) : null}
    </ConfirmDialog>
  )
}

/** The list of those who use the entry, where there is one that can be narrowed to them. */
function usersOf(list: ChoiceList, { id, key }: Choice): Pick<LinkProps, 'to' | 'search'> | null {
  switch (list) {
    case 'account-statuses':
      return { to: '/accounts', search: { status: key, archived: 'all' } }
    case 'account-types':
      return { to: '/accounts', search: { type_id: id, archived: 'all' } }
    case 'account-groups':
      return { to: '/accounts', search: { group_id: id, archived: 'all' } }
    case 'contact-tags':
      return { to: '/contacts', search: { tag_id: id, archived: 'all' } }
    case 'messaging-categories':
      return { to: '/contacts', search: { category_id: id, archived: 'all' } }
    default:
      return null
  }
}
