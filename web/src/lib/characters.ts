/** How many characters a text has, as the server counts: Unicode code points, not the UTF-16 units of `length`. */
export function characters(text: string): number {
  return [...text].length
}
