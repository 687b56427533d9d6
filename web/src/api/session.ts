import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from './http'
import type { Problem } from './problem'
import type { Me } from './types'

export const sessionKey = ['session'] as const

/** Who is logged in: undefined while asking, an error with status 401 when nobody is. */
export function useSession() {
  return useQuery<Me, Problem>({
    queryKey: sessionKey,
    queryFn: async ({ signal, client }) => entered(client, await http.get<Me>('/session', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, problem) => problem.status !== 401 && count < 3,
  })
}

/** Who has logged in; what was read for somebody else is forgotten before. */
export function entered(queries: QueryClient, me: Me): Me {
  if (queries.getQueryData<Me>(sessionKey)?.id !== me.id) {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
    queries.getMutationCache().clear()
  }
  return me
}

/** The user of this page; only below the shell, which is drawn for who is logged in. */
export function useMe(): Me {
  const { data } = useSession()
  if (!data) throw new Error('useMe is for pages inside the shell')
  return data
}

/** Whether the user has the permission, by its key: "CREATE_SMS_MESSAGE". The server checks again. */
export function useCan(permission: string): boolean {
  return useSession().data?.permissions.includes(permission) ?? false
}

/** One of the user's own preferences, kept on the server, and how to change it. */
export function usePreference(
  name: string,
  fallback: string,
): [string, (value: string, after?: { onSuccess: () => void }) => void] {
  const client = useQueryClient()
  const me = useSession().data
  const change = useMutation<Me, Problem, string, Me | undefined>({
    mutationFn: (value) => http.patch<Me>('/session', { preferences: { [name]: value } }),
    onMutate: (value) => {
      const before = client.getQueryData<Me>(sessionKey)
      if (before)
        client.setQueryData<Me>(sessionKey, {
          ...before,
          preferences: { ...before.preferences, [name]: value },
        })
      return before
    },
    onError: (_problem, _value, before) => client.setQueryData(sessionKey, before),
  })
  return [me?.preferences[name] ?? fallback, change.mutate]
}
