let audio: AudioContext | undefined

/** Two short, soft tones. Browsers let a page sound only after it was touched; before that nothing is heard. */
export function chime(): void {
  audio ??= new AudioContext()
  const begin = audio.currentTime
  for (const [at, frequency] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.08, begin + at)
    volume.gain.exponentialRampToValueAtTime(0.001, begin + at + 0.2)
    tone.connect(volume).connect(audio.destination)
    tone.start(begin + at)
    tone.stop(begin + at + 0.2)
  }
}
