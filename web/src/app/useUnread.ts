/** How many conversations hold something unread. */
export function useUnread(): number {
  return 0
}
