import { utf16Of } from '@/lib/files/utf16-of'
import { guessCharset } from './guess-charset'

/**
 * Of what is not ASCII: a file of UTF-8 with damaged spots, or that is cut off, is not written in another charset. By
 * chance few bytes of other charsets are characters of UTF-8, and for each of these several are none.
 */
const DAMAGED_SHARE = 0.25
const DAMAGED = 0xfffd
/** How ISO-2022-JP turns to Japanese; all of its bytes are ASCII. */
const JAPANESE_ESCAPE = [0x1b, 0x24]

/** Text of a file: by its byte order mark, as UTF-8 if it is that, as what it says that it is, else by its letters. */
export function decodeText(bytes: Uint8Array, declaredCharset?: string): string {
  const utf16 = utf16Of(bytes)
  if (utf16) return new TextDecoder(utf16).decode(bytes)
  const text = decodeAs(bytes, 'utf-8')
  if (text !== undefined) return isJapaneseMail(bytes) ? new TextDecoder('iso-2022-jp').decode(bytes) : text
  const declared = declaredCharset === undefined ? undefined : decodeAs(bytes, declaredCharset)
  return declared ?? damagedUtf8(bytes) ?? new TextDecoder(guessCharset(bytes)).decode(bytes)
}

function decodeAs(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isJapaneseMail(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(JAPANESE_ESCAPE[0] ?? 0)
  return at >= 0 && bytes[at + 1] === JAPANESE_ESCAPE[1] && [0x40, 0x42].includes(bytes[at + 2] ?? 0)
}

function damagedUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let damaged = 0
  let others = 0
  // A list of what a pattern finds would be many times as large as the file.
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === DAMAGED) damaged += 1
    else if (code > 0x7f) others += 1
  }
  return damaged <= DAMAGED_SHARE * others ? text : undefined
}
