import {
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconMail,
  IconMessage2,
  IconMessages,
} from '@tabler/icons-react'

const byAddressKind = {
  phone: IconDeviceMobileMessage,
  email: IconMail,
  whatsapp: IconBrandWhatsapp,
  telegram: IconBrandTelegram,
  messenger: IconBrandMessenger,
  internal: IconMessages,
} as const

/** The mark of a way to reach someone, in ink: six channels beside each other must not shout. */
export function ChannelGlyph({ kind, size = 16 }: { kind: string; size?: number }) {
  const Icon = byAddressKind[kind as keyof typeof byAddressKind] ?? IconMessage2
  return <Icon size={size} stroke={1.75} aria-hidden="true" />
}
