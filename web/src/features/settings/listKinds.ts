import { useLingui } from '@lingui/react/macro'
import type { ChoiceList } from '@/api/choices'
import { useMe } from '@/api/session'

/** One of the short lists that the provider keeps: what it is called, and who may do what to it. */
export interface ListKind {
  list: ChoiceList
  label: string
  /** What it is for, in a sentence. */
  hint: string
  /** Its act of making one. */
  add: string
  /** The permissions are CREATE_, UPDATE_, DELETE_ and this. */
  subject: string
  /** Without READ_ of the subject the list cannot be seen, and then nothing can be done to it. */
  guarded?: boolean
}

export function useListKinds(): ListKind[] {
  const { t } = useLingui()
  return [
    {
      list: 'account-statuses',
      label: t`Account statuses`,
      hint: t`What an account is to you: from a lead to a customer to one who has left.`,
      add: t`Add status`,
      subject: 'ACCOUNT_STATUS',
    },
    {
      list: 'account-types',
      label: t`Account types`,
      hint: t`The kinds of customers that you tell apart. Each is of a class.`,
      add: t`Add type`,
      subject: 'ACCOUNT_TYPE',
    },
    {
      list: 'account-groups',
      label: t`Account groups`,
      hint: t`Accounts that have something in common: a building, a contract, a region. An account can be in many.`,
      add: t`Add group`,
      subject: 'ACCOUNT_GROUP',
    },
    {
      list: 'contact-tags',
      label: t`Tags`,
      hint: t`Words that people are marked with, to find them again.`,
      add: t`Add tag`,
      subject: 'CONTACT_TAG',
    },
    {
      list: 'messaging-categories',
      label: t`Messaging categories`,
      hint: t`What people subscribe to. Messages of a category go only to those who have it.`,
      add: t`Create messaging category`,
      subject: 'MESSAGE_CATEGORY',
      guarded: true,
    },
    {
      list: 'phone-number-types',
      label: t`Phone number types`,
      hint: t`The kinds of numbers, and which of them can be texted.`,
      add: t`Add phone number type`,
      subject: 'PHONE_NUMBER_TYPE',
      guarded: true,
    },
  ]
}

/** What this user may do to a list. Who may delete but not change is shown Delete alone. */
export function useMayList({ subject, guarded }: Pick<ListKind, 'subject' | 'guarded'>) {
  const { permissions } = useMe()
  return mayList(permissions, subject, guarded)
}

export function mayList(permissions: string[], subject: string, guarded = false) {
  const read = !guarded || permissions.includes(`READ_${subject}`)
  const may = (act: string) => read && permissions.includes(`${act}_${subject}`)
  return { read, create: may('CREATE'), update: may('UPDATE'), delete: may('DELETE') }
}

const subjects = [
  'ACCOUNT_STATUS',
  'ACCOUNT_TYPE',
  'ACCOUNT_GROUP',
  'CONTACT_TAG',
  'MESSAGE_CATEGORY',
  'PHONE_NUMBER_TYPE',
  'CUSTOM_FIELD',
]

/** The permissions to change any of the lists: with one of them the page of the lists is shown. */
export const listChanges = subjects.flatMap((subject) =>
  ['CREATE', 'UPDATE', 'DELETE'].map((act) => `${act}_${subject}`),
)
