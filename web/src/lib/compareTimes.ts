/**
 * Orders two times as the server writes them: RFC 3339 in UTC, with as many digits of a second as it needs. Without the
 * "Z" the earlier one is the smaller text; with it, "27.2Z" would come after "27.201Z".
 */
export function compareTimes(a: string, b: string): number {
  const [one, other] = [a.slice(0, -1), b.slice(0, -1)]
  return one < other ? -1 : one > other ? 1 : 0
}
