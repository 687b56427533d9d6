import { useLingui } from '@lingui/react/macro'
import { fromServer } from '@/locales/server/fromServer'

/** Why a message was not delivered: the provider's own words where it gave some, else ours for the code. */
export function useReasonWord(): (reason: string, providerText: string) => string {
  const { t } = useLingui()
  return (reason, providerText) => {
    if (providerText) return fromServer(providerText, reason)
    switch (reason) {
      case 'rejected':
        return t`The provider refused it.`
      case 'undelivered':
        return t`It did not reach the phone.`
      case 'expired':
        return t`The provider could not be reached in time.`
      case 'channel_removed':
        return t`The channel was removed before this could be sent.`
      case 'outcome_unknown':
        return t`Nobody knows whether it arrived.`
      case 'restored':
        return t`It waited when the hub was restored from a backup.`
      case 'opted_out':
        return t`The customer has opted out.`
      default:
        return reason
    }
  }
}
