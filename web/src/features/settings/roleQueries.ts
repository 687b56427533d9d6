import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Page, Permission, Role } from '@/api/types'

export function useRoles() {
  return useQuery<Role[], Problem>({
    queryKey: ['roles'],
    queryFn: async ({ signal }) => (await http.get<Page<Role>>('/roles', { signal })).items,
  })
}

/** Everything that a role may allow. */
export function usePermissionTable() {
  return useQuery<Permission[], Problem>({
    queryKey: ['permissions'],
    queryFn: async ({ signal }) => (await http.get<Page<Permission>>('/permissions', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
