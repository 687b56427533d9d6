import { useLingui } from '@lingui/react/macro'

/** "CREATE_SMS_MESSAGE" is the act CREATE on the subject SMS_MESSAGE. */
export function parts(permission: string): { act: string; subject: string } {
  const cut = permission.indexOf('_')
  return cut < 0
    ? { act: '', subject: permission }
    : { act: permission.slice(0, cut), subject: permission.slice(cut + 1) }
}

/** The permissions by subject, in the order in which the subjects first come. */
export function grouped(permissions: string[]): [subject: string, permissions: string[]][] {
  const groups = new Map<string, string[]>()
  for (const permission of permissions) {
    const { subject } = parts(permission)
    groups.set(subject, [...(groups.get(subject) ?? []), permission])
  }
  return [...groups]
}

/** "SMS_MESSAGE" as "Sms message": for what has no words of its own here. */
export function plainWords(key: string): string {
  const words = key.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Permissions in words. One that is newer than this page is told by its key. */
export function usePermissionWords() {
  const { t } = useLingui()
  const acts: Record<string, string> = {
    READ: t`See`,
    CREATE: t`Create`,
    UPDATE: t`Change`,
    DELETE: t`Delete`,
    USE: t`Use`,
  }
  const subjects: Record<string, string> = {
    SMS_MESSAGE: t`Customer conversations`,
    CONTACT: t`Contacts`,
    ACCOUNT: t`Accounts`,
    CHANNEL: t`Channels`,
    USER: t`Users`,
    TOKEN: t`API tokens`,
    SIMULATOR: t`Simulator`,
    EVENT: t`Event log`,
  }
  return {
    act: (permission: string) => acts[parts(permission).act] ?? plainWords(permission),
    subject: (subject: string) => subjects[subject] ?? plainWords(subject),
  }
}
