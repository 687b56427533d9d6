/** What a text becomes on its way as SMS: 3GPP TS 23.038 and 23.040. */
export interface Segmentation {
  encoding: 'gsm' | 'ucs2'
  segments: number
  /** Septets or UTF-16 units used, extension characters counting twice in GSM-7. */
  units: number
  /** How many units fit into the segments that there are now. */
  capacity: number
  /** The first character that forces UCS-2; "" in GSM-7. */
  offender: string
}

// The basic alphabet without the escape (0x1b), TS 23.038 section 6.2.1.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
// The extension table, section 6.2.1.1: an escape and a septet each.
const extension = new Set('\f^{}\\[~]|€')

const limits = { gsm: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const

export function segmentsOf(text: string): Segmentation {
  const offender = [...text].find((char) => !basic.has(char) && !extension.has(char)) ?? ''
  const encoding = offender ? 'ucs2' : 'gsm'
  const { single, part } = limits[encoding]
  const sizes = [...text].map((char) => (encoding === 'ucs2' ? char.length : extension.has(char) ? 2 : 1))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  if (units <= single) return { encoding, units, segments: 1, capacity: single, offender }
  const segments = partsFor(sizes, part)
  return { encoding, units, segments, capacity: segments * part, offender }
}

/** A pair (an escape with its septet, a surrogate pair) is never cut: it moves to the next part whole. */
function partsFor(sizes: number[], part: number): number {
  let parts = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > part) {
      parts++
      used = 0
    }
    used += size
  }
  return parts
}
