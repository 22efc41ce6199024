import { expect, test } from 'vitest'
import { audioTypeOf, sniffAudio } from './sniff-audio'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

test.each([
  ['52494646ffffffff57415645', 'a.wav', 'audio/wav'],
  ['494433040000', 'a.mp3', 'audio/mpeg'],
  ['fffb9064', 'a.mp3', 'audio/mpeg'],
  ['4f676753', 'a.opus', 'audio/ogg'],
  ['664c6143', 'a.flac', 'audio/flac'],
  ['1a45dfa3', 'a.webm', 'audio/webm'],
  ['0000002066747970', 'a.m4a', 'audio/mp4'],
])('%s named %s is %s', (hex, fileName, type) => {
  expect(sniffAudio({ bytes: bytes(hex), fileName, declaredType: 'audio/anything' })).toBe(type)
  expect(() => sniffAudio({ bytes: bytes(hex), fileName: 'a.html' })).toThrow('which does not match its name')
  expect(() => sniffAudio({ bytes: bytes(hex), fileName, declaredType: 'text/html' })).toThrow('was sent as text/html')
})

test('does not recognize other content as a recording, whatever its name', () => {
  for (const hex of ['', 'ffff', 'ffd8ffe0', '89504e470d0a1a0a', '3c68746d6c3e', '52494646ffffffff57454250'])
    expect(audioTypeOf(bytes(hex))).toBeNull()
  expect(() => sniffAudio({ bytes: bytes('3c68'), fileName: 'a.mp3' })).toThrow('The recording was not accepted')
})
