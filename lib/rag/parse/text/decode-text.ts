import { utf16Of } from '@/lib/files/utf16-of'
import { guessCharset } from './guess-charset'

/**
 * Maximum share of invalid non-ASCII bytes in a UTF-8 file with damage or truncation. Few bytes in
 * other charsets form valid UTF-8 by chance, and for each of these several do not.
 */
const DAMAGED_SHARE = 0.25
const DAMAGED = 0xfffd
/** Escape sequence that switches ISO-2022-JP to Japanese; all of its bytes are ASCII. */
const JAPANESE_ESCAPE = [0x1b, 0x24]

/** Decodes a file by its byte order mark, as valid UTF-8, by its declared charset, else by letter frequencies. */
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
  const index = bytes.indexOf(JAPANESE_ESCAPE[0] ?? 0)
  return index >= 0 && bytes[index + 1] === JAPANESE_ESCAPE[1] && [0x40, 0x42].includes(bytes[index + 2] ?? 0)
}

function damagedUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let damaged = 0
  let others = 0
  // A list of matches would be many times as large as the file.
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === DAMAGED) damaged += 1
    else if (code > 0x7f) others += 1
  }
  return damaged <= DAMAGED_SHARE * others ? text : undefined
}
