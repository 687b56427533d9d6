import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { http, type Query } from './http'
import type { Problem } from './problem'
import type { Page } from './types'

export interface Paged<T> {
  rows: T[]
  /** Nothing was read yet. */
  loading: boolean
  error: Problem | null
  retry: () => void
  /** Reads the next page; undefined where there is none. */
  more: (() => void) | undefined
  loadingMore: boolean
}

/**
 * A list that is read page by page. The key begins with the resource, as every key does; the rows of the last search
 * stay in view until those of the new one are here.
 */
export function usePaged<T>(key: readonly unknown[], path: string, query: Query = {}): Paged<T> {
  const list = useInfiniteQuery<Page<T>, Problem, T[], readonly unknown[], string>({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    placeholderData: keepPreviousData,
  })
  return {
    rows: list.data ?? [],
    loading: list.isPending,
    error: list.error,
    retry: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    loadingMore: list.isFetchingNextPage,
  }
}
