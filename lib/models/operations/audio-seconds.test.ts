import { expect, test } from 'vitest'
import { audioSeconds } from './audio-seconds'

test('reads the length of a WAV, and takes the maximum possible length of other formats', () => {
  const wav = Buffer.alloc(32_000)
  wav.write('RIFF', 0)
  wav.write('fmt ', 12)
  wav.writeUInt32LE(16_000, 28)
  expect(audioSeconds(wav, 'audio/wav')).toBe(2)
  expect(audioSeconds(wav, 'audio/mpeg')).toBe(8)
  expect(audioSeconds(Buffer.alloc(44), 'audio/wav')).toBeCloseTo(0.011)
})
