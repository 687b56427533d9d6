import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Named, Page } from '@/api/types'

/** The departments of all companies together. */
export function useDepartments() {
  return useQuery<Named[], Problem>({
    queryKey: ['departments'],
    queryFn: async ({ signal }) => (await http.get<Page<Named>>('/departments', { signal })).items,
  })
}
