import { http } from '@/api/http'
import type { Conversation, ConversationPage, ID, Message, MessagePage } from '@/api/types'
import { type Filter, filterQuery } from './filter'

/** What the inbox asks the server for; tests put their own in its place. */
export interface Server {
  conversations(filter: Filter, cursor: string | null): Promise<ConversationPage>
  conversation(id: ID): Promise<Conversation>
  messages(id: ID, range: { before?: number; after?: number }): Promise<MessagePage>
  send(id: ID, text: string, clientID: string): Promise<Message>
  retry(messageID: ID): Promise<Message>
  read(id: ID, position: number): Promise<void>
  draft(id: ID, text: string): Promise<void>
}

const pageSize = 60

const nothing: ConversationPage = { items: [], next: null, partial: false }

/**
 * The server for one user: refused, and never answered for another, once somebody else has logged in. Who may not read
 * conversations has none: the server is not asked.
 */
export function httpServer(as: ID, mayRead: () => boolean): Server {
  return {
    conversations: async (filter, cursor) =>
      mayRead()
        ? http.get('/conversations', { query: { ...filterQuery(filter), limit: pageSize, cursor }, as })
        : nothing,
    conversation: (id) => http.get(`/conversations/${id}`, { as }),
    messages: (id, range) =>
      http.get(`/conversations/${id}/messages`, { query: { ...range, limit: pageSize }, as }),
    send: (id, text, clientID) =>
      http.post(`/conversations/${id}/messages`, { text, client_id: clientID }, { as }),
    retry: (id) => http.post(`/messages/${id}/retry`, {}, { as }),
    read: (id, position) => http.post(`/conversations/${id}/read`, { position }, { as }),
    draft: (id, text) => http.put(`/conversations/${id}/draft`, { text }, { as }),
  }
}
