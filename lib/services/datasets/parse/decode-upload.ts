import { problem } from '@/lib/messages/problems/problem'

/** The text of a file. Invalid UTF-8 becomes U+FFFD; `isDamaged` distinguishes it from such characters in the file. */
export function decodeUpload(bytes: Uint8Array): { text: string; isDamaged: boolean } {
  const utf16 = utf16Of(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), isDamaged: false }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isDamaged: false }
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), isDamaged: true }
  }
}

/** The encoding that a byte order mark announces. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

export const NOT_UTF8 = problem('datasets.rowNotUtf8')
