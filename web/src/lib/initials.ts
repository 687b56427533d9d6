/** One or two letters for a name; "" for a bare number. */
export function initials(name: string): string {
  const words = name.split(/[\s.,_-]+/).filter((word) => /^\p{L}/u.test(word))
  const first = words[0]
  if (!first) return ''
  const last = words.length > 1 ? words.at(-1) : undefined
  return (letter(first) + (last ? letter(last) : '')).toUpperCase()
}

/** The same of eight colours for the same name, always. */
export function hue(name: string): number {
  let hash = 0
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return hash % 8
}

function letter(word: string): string {
  return [...word][0] ?? ''
}
