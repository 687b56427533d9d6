export interface Part {
  text: string
  /** Where it leads, if it is a link. */
  href?: string
}

// Only what begins with http(s) or www: a guess at bare names would make links of ordinary words.
const link = /\b(?:https?:\/\/|www\.)[^\s<>"]+[^\s<>"'.,;:!?)\]}»”’]/gi

/** Cuts a plain text at its web addresses. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(link)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) })
    const [found] = match
    parts.push({ text: found, href: /^www\./i.test(found) ? `https://${found}` : found })
    from = match.index + found.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}
