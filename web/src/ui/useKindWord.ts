import { useLingui } from '@lingui/react/macro'

/** The word for a kind of address; products keep their names. */
export function useKindWord(): (kind: string) => string {
  const { t } = useLingui()
  return (kind) => {
    switch (kind) {
      case 'phone':
        return t`Phone`
      case 'email':
        return t`Email`
      case 'whatsapp':
        return 'WhatsApp'
      case 'telegram':
        return 'Telegram'
      case 'messenger':
        return 'Messenger'
      default:
        return kind
    }
  }
}
