import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Fence } from '@/api/types'

/** What a restored hub holds back, for who may decide about it; undefined for others and where nothing is held. */
export function useFence(): Fence | undefined {
  const mayDecide = useCan('UPDATE_SYSTEM_SETTINGS')
  const { data } = useQuery<Fence, Problem>({
    queryKey: ['fence'],
    queryFn: ({ signal }) => http.get<Fence>('/operations/fence', { signal }),
    enabled: mayDecide,
  })
  return mayDecide && data?.raised ? data : undefined
}
