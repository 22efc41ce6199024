import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

const EXTENSIONS = {
  'audio/mpeg': ['mp3', 'mpga', 'mpeg'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/flac': ['flac'],
  'audio/webm': ['webm'],
  'audio/mp4': ['m4a', 'mp4'],
} as const
export type AudioType = keyof typeof EXTENSIONS

interface SniffAudioOptions {
  bytes: Uint8Array
  fileName: string
  declaredType?: string | null | undefined
}

/**
 * The type of a recording, if its name, its first bytes and the declared type agree.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE
 */
export function sniffAudio({ bytes, fileName, declaredType }: SniffAudioOptions): AudioType {
  const type = audioTypeOf(bytes)
  if (type === null) throw rejected(problem('files.notAudio'))
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const known: readonly string[] = EXTENSIONS[type]
  if (!known.includes(extension)) throw rejected(problem('files.nameMismatch', { actual: type }))
  const declared = declaredType?.split(';')[0]?.trim().toLowerCase() ?? ''
  // Browsers name the same bytes differently, and some send audio-only recordings as video.
  if (declared !== '' && declared !== 'application/octet-stream' && !/^(?:audio|video)\//.test(declared))
    throw rejected(problem('files.typeMismatch', { declared: declared.slice(0, 80), actual: type }))
  return type
}

/** The type detected from the first bytes; null unless it is a recording that services accept. */
export function audioTypeOf(bytes: Uint8Array): AudioType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12))
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (head.startsWith('OggS')) return 'audio/ogg'
  if (head.startsWith('fLaC')) return 'audio/flac'
  if (head.startsWith('\u001aE\u00df\u00a3')) return 'audio/webm'
  if (head.slice(4, 8) === 'ftyp') return 'audio/mp4'
  // A tag, or the first frame: eleven sync bits, then no reserved layer, bit rate or sampling rate.
  const [first = 0, second = 0, third = 0xff] = bytes
  const isSync = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0
  const isFrame = isSync && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c
  return head.startsWith('ID3') || isFrame ? 'audio/mpeg' : null
}

function rejected(reason: Problem): AppError {
  return new AppError('UNSUPPORTED_MEDIA_TYPE', problem('files.recordingRejected', { reason }))
}
