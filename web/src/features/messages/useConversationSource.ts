import { useLingui } from '@lingui/react/macro'
import { IconMessages } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Conversation, Page } from '@/api/types'
import { useSource } from '@/ui/actions/registry'

/** Lets the palette find conversations. */
export function useConversationSource(): void {
  const { t } = useLingui()
  const navigate = useNavigate()
  useSource({
    id: 'conversations',
    label: t`Conversations`,
    icon: IconMessages,
    search: async (q, signal) => {
      const { items } = await http.get<Page<Conversation>>('/conversations', {
        query: { q, limit: 6 },
        signal,
      })
      return items.map(({ id, title, channel, address }) => ({
        id,
        label: title,
        detail: `${channel.name} · ${address.display}`,
        run: () => void navigate({ to: '/messages/$conversationId', params: { conversationId: id } }),
      }))
    },
  })
}
