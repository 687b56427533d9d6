/** Seconds of a call as people say them: "45 s", "3 min 20 s"; "" for none. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const parts = [minutes > 0 ? `${minutes} min` : '', seconds % 60 > 0 ? `${seconds % 60} s` : '']
  return parts.filter(Boolean).join(' ')
}
