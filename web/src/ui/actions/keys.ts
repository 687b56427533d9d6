/** One key of a shortcut, as the tables write it. */
export interface Chord {
  key: string
  mod: boolean
  shift: boolean
  alt: boolean
}

export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

export function isMac(platform = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform)
}

/** The chords of "Mod+K" (one) or "G M" (two, one after the other). */
export function parse(keys: string): Chord[] {
  return keys.split(' ').map((part) => {
    const names = part.split('+')
    const key = names.pop() || '+'
    return { key, mod: names.includes('Mod'), shift: names.includes('Shift'), alt: names.includes('Alt') }
  })
}

/**
 * Whether a chord means something to what has the focus, so that it must stay silent inside text fields, dialogs and
 * menus: what could be typed as text (WCAG 2.1.4), and Escape, which leaves them.
 */
export function isTyping(chord: Chord): boolean {
  return (!chord.mod && !chord.alt && chord.key.length === 1) || chord.key === 'Escape'
}

/**
 * Whether the press is the chord. Letters match by what is printed on a Latin keyboard (so AZERTY works) and, where
 * the layout types another script, by the key's position.
 */
export function matches(chord: Chord, press: KeyPress): boolean {
  const mod = press.ctrlKey || press.metaKey
  if (mod !== chord.mod || press.altKey !== chord.alt) return false
  const key = printed(press)
  if (key !== chord.key.toLowerCase()) return false
  // '?' and '/' need Shift on some layouts and not on others: what was typed decides.
  return isLetterOrNamed(chord.key) ? press.shiftKey === chord.shift : true
}

function printed(press: KeyPress): string {
  const key = press.key.toLowerCase()
  if (key.length === 1 && key.charCodeAt(0) > 0x7f && press.code.startsWith('Key'))
    return press.code.slice(3).toLowerCase()
  return key
}

function isLetterOrNamed(key: string): boolean {
  return key.length > 1 || /[a-z]/i.test(key)
}

/** The caps to draw: ["Ctrl", "K"]; two presses in a row are two entries. */
export function caps(keys: string, mac = isMac()): string[] {
  return keys.split(/[ +]/).map((name) => {
    if (name === 'Mod') return mac ? '⌘' : 'Ctrl'
    if (name === 'Shift') return mac ? '⇧' : 'Shift'
    if (name === 'Escape') return 'Esc'
    return name
  })
}

/** The form of aria-keyshortcuts; a sequence has none. */
export function ariaKeys(keys: string, mac = isMac()): string | undefined {
  if (keys.includes(' ')) return undefined
  return keys.replace('Mod', mac ? 'Meta' : 'Control')
}
