import { problem } from '@/lib/messages/problems/problem'

/** The text of a file. Invalid UTF-8 is replaced by a marker, and `isDamaged` says whether markers mean that. */
export function decodeUpload(bytes: Uint8Array): { text: string; isDamaged: boolean } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (marked) return { text: new TextDecoder(marked).decode(bytes), isDamaged: false }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isDamaged: false }
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), isDamaged: true }
  }
}

export const NOT_UTF8 = problem('datasets.rowNotUtf8')
