import { useLingui } from '@lingui/react/macro'

/** "CREATE_SMS_MESSAGE" is the act CREATE on the subject SMS_MESSAGE. */
export function parts(permission: string): { act: string; subject: string } {
  const cut = permission.indexOf('_')
  return cut < 0
    ? { act: '', subject: permission }
    : { act: permission.slice(0, cut), subject: permission.slice(cut + 1) }
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
    IMPORT: t`Import`,
    EXPORT: t`Export`,
    USE: t`Use`,
    ALTER: t`Change`,
    MANAGE: t`Manage`,
  }
  const subjects: Record<string, string> = {
    SMS_MESSAGE: t`Customer conversations`,
    CONTACT: t`Contacts`,
    ACCOUNT: t`Accounts`,
    CHANNEL: t`Channels`,
    USER: t`Users`,
    ROLE: t`Roles`,
    TOKEN: t`API tokens`,
    SIMULATOR: t`Simulator`,
    EVENT: t`Event log`,
    FILE: t`Files`,
    OTHERS_FILE: t`Files of others`,
    NOTE: t`Notes`,
    OTHERS_NOTE: t`Notes of others`,
    CALL_LOG: t`Call log`,
    CANNED_REPLY: t`Canned replies`,
    COMPANY: t`Companies`,
    DEPARTMENT: t`Departments`,
    EMAIL_DOMAIN: t`Email domains`,
    EMAIL_MESSAGE: t`Saved messages`,
    INBOUND_MAILBOX: t`Inbound mailboxes`,
    MASS_EMAIL: t`Mass messages`,
    MESSAGE_CATEGORY: t`Messaging categories`,
    PHONE_NUMBER_TYPE: t`Phone number types`,
    SAVED_MESSAGE_CATEGORY: t`Saved message categories`,
    TICKET: t`Tickets`,
    TICKET_CATEGORY: t`Ticket categories`,
    TICKET_GROUP: t`Ticket groups`,
    TRIGGERED_EMAIL: t`Triggered emails`,
    TRIGGERED_SMS_MESSAGE: t`Triggered SMS`,
    WEBHOOK_ENDPOINT: t`Webhook endpoints`,
    WEBHOOK_ENDPOINT_EVENT: t`Webhook events`,
    SONAR_BILLING: t`Billing`,
    ALL_LOGS: t`All logs`,
    SMS_OUTBOUND_MESSAGE: t`Outbound texts`,
    SMS_SETTINGS: t`SMS settings`,
    SYSTEM_SETTINGS: t`System settings`,
    TICKETING_SETTINGS: t`Ticketing settings`,
  }
  return {
    act: (permission: string) => acts[parts(permission).act] ?? plainWords(permission),
    subject: (subject: string) => subjects[subject] ?? plainWords(subject),
  }
}
