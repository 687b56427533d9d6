import { useLingui } from '@lingui/react/macro'
import { fromServer } from '@/locales/server/fromServer'

/** Why a message was not delivered: the provider's own words where it gave some, else ours for the reason; then its code. */
export function useReasonWord(): (reason: string, providerText: string, providerCode: string) => string {
  const word = useOwnWord()
  return (reason, providerText, providerCode) => {
    const said = providerText ? fromServer(providerText, reason) : word(reason)
    return providerCode ? `${said} (${providerCode})` : said
  }
}

function useOwnWord(): (reason: string) => string {
  const { t } = useLingui()
  return (reason) => {
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
