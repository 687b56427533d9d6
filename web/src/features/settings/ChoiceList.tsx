import { Trans, useLingui } from '@lingui/react/macro'
import { IconList, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { type ChoiceList as List, useChoices } from '@/api/choices'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Loading } from '@/ui/Loading'
import { ChoiceDialog } from './ChoiceDialog'
import { type Choice, useClassWords } from './choiceValues'
import { DeleteChoice } from './DeleteChoice'
import { type ListKind, useMayList } from './listKinds'
import styles from './lists.module.css'

/** One of the lists of choices: what is in it, and what this user may do to it. */
export function ChoiceList({ kind }: { kind: ListKind }) {
  const may = useMayList(kind)
  const choices = useChoices(kind.list)
  const [open, setOpen] = useState<{ deed: 'edit' | 'delete'; choice?: Choice } | null>(null)
  const columns = useColumns(kind, {
    edit: may.update ? (choice) => setOpen({ deed: 'edit', choice }) : undefined,
    remove: may.delete ? (choice) => setOpen({ deed: 'delete', choice }) : undefined,
  })
  if (choices.error) return <ErrorNote error={choices.error} onRetry={() => void choices.refetch()} />
  if (choices.isPending) return <Loading />
  const add = may.create ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => setOpen({ deed: 'edit' })}>
      {kind.add}
    </Button>
  ) : null
  const rows: Choice[] = choices.data
  const close = () => setOpen(null)
  return (
    <div className={styles.stack}>
      <div className={styles.head}>
        <p className={styles.hint}>{kind.hint}</p>
        {rows.length > 0 ? add : null}
      </div>
      <DataTable
        label={kind.label}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={IconList} title={kind.label} action={add}>
            <Trans>Nothing here yet.</Trans>
          </EmptyState>
        }
      />
      {open?.deed === 'edit' ? <ChoiceDialog kind={kind} choice={open.choice} onClose={close} /> : null}
      {open?.deed === 'delete' && open.choice ? (
        <DeleteChoice list={kind.list} choice={open.choice} onClose={close} />
      ) : null}
    </div>
  )
}

interface Acts {
  edit?: (choice: Choice) => void
  remove?: (choice: Choice) => void
}

function useColumns(kind: ListKind, { edit, remove }: Acts): Column<Choice>[] {
  const { t } = useLingui()
  const mark = useMarkColumn(kind.list)
  return [
    { id: 'name', header: t`Name`, cell: ({ name }) => <b className={styles.name}>{fromServer(name)}</b> },
    ...(mark ? [mark] : []),
    {
      id: 'acts',
      header: '',
      width: '96px',
      align: 'end',
      cell: (choice) => {
        const name = fromServer(choice.name)
        return (
          <span className={styles.acts}>
            {edit ? (
              <IconButton icon={IconPencil} label={t`Edit ${name}`} size={16} onClick={() => edit(choice)} />
            ) : null}
            {remove ? (
              <IconButton
                icon={IconTrash}
                label={t`Delete ${name}`}
                size={16}
                onClick={() => remove(choice)}
              />
            ) : null}
          </span>
        )
      },
    },
  ]
}

/** What is said of an entry besides its name, where the list has something to say. */
function useMarkColumn(list: List): Column<Choice> | null {
  const { t } = useLingui()
  const classWord = useClassWords()
  switch (list) {
    case 'account-statuses':
      return {
        id: 'activates',
        header: t`The account is`,
        cell: ({ activates }) => (activates ? <Chip tone="ok">{t`Active`}</Chip> : t`Not active`),
      }
    case 'account-types':
      return { id: 'class', header: t`Class`, cell: (choice) => classWord(choice.class ?? '') }
    case 'phone-number-types':
      return {
        id: 'sms',
        header: t`Texts`,
        cell: (choice) => (choice.sms_capable ? <Chip tone="ok">{t`Can be texted`}</Chip> : t`No texts`),
      }
    case 'messaging-categories':
      return {
        id: 'default',
        header: t`New contacts`,
        cell: (choice) => (choice.default ? <Chip tone="brand">{t`By default`}</Chip> : ''),
      }
    default:
      return null
  }
}
