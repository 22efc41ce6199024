import { guessCharset } from '../text/guess-charset'

export interface ArchiveEntry {
  name: string
  isEncrypted: boolean
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const ENCRYPTED = 1
const UTF8_NAME = 1 << 11
/** Info-ZIP's extra field with the UTF-8 name, after a five-byte header (APPNOTE 4.6.9). */
const UNICODE_PATH = 0x7075

const LINE_END = Uint8Array.of(0x0a)
/** About two thousand names, enough to detect the charset; a directory may be as large as the file. */
const SAMPLE_BYTES = 65_536

interface RawEntry extends ArchiveEntry {
  /** Null if the name is known. */
  bytes: Uint8Array | null
}

/**
 * Reads the central directory of an archive. Programs before 2006, and Windows until today, write
 * names in an undeclared regional charset, which is detected from all names together (APPNOTE
 * 4.4.4, appendix D).
 */
export function readEntries(bytes: Uint8Array): ArchiveEntry[] {
  const entries = rawEntries(bytes)
  const unknown = entries.flatMap(({ bytes: name }) => (name ? [name] : []))
  const decode = nameDecoder(unknown)
  return entries.map(({ name, isEncrypted, bytes: raw }) => ({ name: raw ? decode(raw) : name, isEncrypted }))
}

function rawEntries(bytes: Uint8Array): RawEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1
  const entries: RawEntry[] = []
  if (end < 0) return entries
  let offset = view.getUint32(end + 16, true)
  while (offset + 46 <= bytes.length && view.getUint32(offset, true) === DIRECTORY_ENTRY) {
    const flags = view.getUint16(offset + 8, true)
    const nameEnd = offset + 46 + view.getUint16(offset + 28, true)
    const extraEnd = nameEnd + view.getUint16(offset + 30, true)
    const raw = bytes.subarray(offset + 46, nameEnd)
    const utf8 = unicodePath(bytes.subarray(nameEnd, extraEnd)) ?? asUtf8(raw, (flags & UTF8_NAME) !== 0)
    entries.push({ name: utf8 ?? '', isEncrypted: (flags & ENCRYPTED) !== 0, bytes: utf8 === undefined ? raw : null })
    offset = extraEnd + view.getUint16(offset + 32, true)
  }
  return entries
}

function asUtf8(name: Uint8Array, isCertain: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: !isCertain }).decode(name)
  } catch {
    return undefined
  }
}

function unicodePath(extra: Uint8Array): string | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength)
  for (let index = 0; index + 4 <= extra.length; index += 4 + view.getUint16(index + 2, true)) {
    const size = view.getUint16(index + 2, true)
    if (view.getUint16(index, true) === UNICODE_PATH && size > 5)
      return asUtf8(extra.subarray(index + 9, index + 4 + size), false)
  }
  return undefined
}

function nameDecoder(names: readonly Uint8Array[]): (name: Uint8Array) => string {
  const lines = Buffer.concat(names.flatMap((name) => [name, LINE_END]))
  const all = lines.subarray(0, lines.lastIndexOf(LINE_END, SAMPLE_BYTES) + 1)
  const charset = guessCharset(all)
  if (charset === 'windows-1252' && all.every((byte) => byte < 0x80 || isDosLetter(byte))) return fromDos
  const decoder = new TextDecoder(charset === 'windows-1252' && isJapanese(all) ? 'shift_jis' : charset)
  return (name) => decoder.decode(name)
}

/**
 * Names are short and may lack the syllables that identify Japanese, so all characters must be
 * possible in it. Han characters next to Latin letters are misread accented letters.
 */
function isJapanese(names: Uint8Array): boolean {
  try {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(names)
    const japaneseText = /^[\0-\u007f\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u30ff\uff00-\uffef]*$/u
    return japaneseText.test(text) && !/[A-Za-z]\p{Script=Han}|\p{Script=Han}[A-Za-z]/u.test(text)
  } catch {
    return false
  }
}

/**
 * Code page 437, written by DOS and Windows Explorer in Western countries; Windows encodes these
 * letters differently.
 */
const DOS_LETTERS = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº'
const DOS_SHARP_S = 0xe1
const isDosLetter = (byte: number): boolean => byte < 0x80 + DOS_LETTERS.length || byte === DOS_SHARP_S

function fromDos(name: Uint8Array): string {
  const letter = (byte: number) => (byte === DOS_SHARP_S ? 'ß' : (DOS_LETTERS[byte - 0x80] ?? ''))
  return Array.from(name, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : letter(byte))).join('')
}
