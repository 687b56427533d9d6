import { describe, expect, it } from 'vitest'
import golden from '../../../internal/gsm/testdata/segments.json'
import { segmentsOf } from './segments'

describe('segmentsOf', () => {
  it('has golden cases', () => {
    expect(golden.length).toBeGreaterThan(10)
  })

  it.each(golden.map((each, i) => [i, each] as const))(
    'counts golden case %i as the server does',
    (_, want) => {
      const { encoding, segments, units } = segmentsOf(want.text)
      expect({ encoding, segments, units }).toEqual({
        encoding: want.encoding,
        segments: want.segments,
        units: want.units,
      })
    },
  )

  it('names the first character that forces Unicode', () => {
    expect(segmentsOf('Ça va, déjà reçu ?').offender).toBe('ç') // UI-32
    expect(segmentsOf('ok 👍 ж').offender).toBe('👍')
    expect(segmentsOf('{€}').offender).toBe('')
  })

  it('says how much fits into the segments there are', () => {
    expect(segmentsOf('a'.repeat(160)).capacity).toBe(160)
    expect(segmentsOf('a'.repeat(161)).capacity).toBe(306)
    expect(segmentsOf('ж'.repeat(71)).capacity).toBe(134)
  })
})
