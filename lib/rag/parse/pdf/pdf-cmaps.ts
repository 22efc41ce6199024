import 'server-only'

/**
 * East Asian PDFs may refer to Adobe's predefined CMaps, a package of 1.6 MB, instead of embedding
 * the mapping from codes to characters. Text extraction only needs characters, and Node knows the
 * charsets. These generated tables assign private numbers to characters and map them back.
 * Character ids of embedded collections (below 30,720) map to the replacement character instead of
 * wrong letters.
 */
const FIRST_NUMBER = 30_720
const MAX_NUMBERS = 65_536 - FIRST_NUMBER
const ASCII = Array.from({ length: 95 }, (_, index) => 0x20 + index)

interface Collection {
  /** The charsets that contain all its characters. */
  charsets: readonly string[]
  /** Adobe's CMap names without the writing direction, with their charset. */
  tables: readonly (readonly [name: RegExp, charset: string])[]
}

const UNICODE = 'utf-16be'
const COLLECTIONS: Readonly<Record<string, Collection>> = {
  GB1: {
    charsets: ['gbk'],
    tables: [
      [/^GB(?:pc|K|Kp|K2K|T)?(?:-EUC)?$/, 'gbk'],
      [/^UniGB-(?:UCS2|UTF16)$/, UNICODE],
    ],
  },
  CNS1: {
    charsets: ['big5'],
    tables: [
      [/^(?:B5pc|ETen-B5|ETenms-B5|HKscs-B5)$/, 'big5'],
      [/^UniCNS-(?:UCS2|UTF16)$/, UNICODE],
    ],
  },
  Japan1: {
    charsets: ['shift_jis', 'euc-jp'],
    tables: [
      [/^(?:(?:78|78ms|83pv|90ms|90msp|90pv|Add|Ext)-)?RKSJ$/, 'shift_jis'],
      [/^(?:78-)?EUC$/, 'euc-jp'],
      [/^UniJIS(?:2004)?-(?:UCS2|UTF16)(?:-HW)?$/, UNICODE],
    ],
  },
  Korea1: {
    charsets: ['euc-kr'],
    tables: [
      [/^KSC(?:ms|pc)?-(?:EUC|UHC)(?:-HW)?$/, 'euc-kr'],
      [/^UniKS-(?:UCS2|UTF16)$/, UNICODE],
    ],
  },
}

/** Provides generated tables to pdf.js. */
export class CharacterMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const map = kind === 'cMapUrl' ? writeMap(filename) : undefined
    if (map === undefined) throw new Error(`no table ${filename}`)
    return new TextEncoder().encode(map)
  }
}

/** A CMap in PostScript, by Adobe's technical note 5014. */
function writeMap(name: string): string | undefined {
  const collection = /^Adobe-(\w+)-UCS2$/.exec(name)?.[1]
  if (collection !== undefined) return Object.hasOwn(COLLECTIONS, collection) ? toLetters(collection) : undefined
  const [, table = '', direction = ''] = /^(.+)-([HV])$/.exec(name) ?? []
  for (const [id, { tables }] of Object.entries(COLLECTIONS)) {
    const charset = tables.find(([pattern]) => pattern.test(table))?.[1]
    if (charset) return toNumbers(id, charset, direction === 'V')
  }
  return undefined
}

function toLetters(collection: string): string {
  // For unmapped numbers pdf.js would use the character with that code.
  const unknown = Array.from({ length: FIRST_NUMBER - 1 }, (_, index) => `<${hex(index + 1)}> <fffd>`)
  const lines = [...numbersOf(collection)]
    .map(([letter, number]) => `<${hex(number)}> <${hex(letter)}>`)
    .concat(unknown)
  return `begincmap\nbegincodespacerange <0000> <ffff> endcodespacerange\nbeginbfchar\n${lines.join('\n')}\nendbfchar\nendcmap\n`
}

function toNumbers(collection: string, charset: string, isVertical: boolean): string {
  const numbers = numbersOf(collection)
  const codes =
    charset === UNICODE ? [...numbers.keys()].map((letter) => [hex(letter), letter] as const) : codesOf(charset)
  const lines = codes.flatMap(([code, letter]) => {
    const number = numbers.get(letter)
    return number === undefined ? [] : [`<${code}> ${number}`]
  })
  const spaces = charset === UNICODE ? '<0000> <ffff>' : CODE_SPACES[charset]
  return `begincmap\n/WMode ${isVertical ? 1 : 0} def\nbegincodespacerange ${spaces} endcodespacerange\nbegincidchar\n${lines.join('\n')}\nendcidchar\nendcmap\n`
}

const CODE_SPACES: Readonly<Record<string, string>> = {
  gbk: '<00> <80> <8140> <fefe>',
  big5: '<00> <80> <8140> <fefe>',
  'euc-kr': '<00> <80> <8141> <fefe>',
  'euc-jp': '<00> <80> <8ea0> <8edf> <a1a1> <fefe>',
  shift_jis: '<00> <80> <a0> <df> <8140> <9ffc> <e040> <fcfc>',
}

const cache = new Map<string, ReadonlyMap<number, number>>()

/** The number of each character by code point. */
function numbersOf(collection: string): ReadonlyMap<number, number> {
  const cached = cache.get(collection)
  if (cached) return cached
  const letters = new Set(ASCII)
  for (const charset of COLLECTIONS[collection]?.charsets ?? [])
    for (const [, letter] of codesOf(charset)) letters.add(letter)
  const numbers = new Map([...letters].slice(0, MAX_NUMBERS).map((letter, index) => [letter, FIRST_NUMBER + index]))
  cache.set(collection, numbers)
  return numbers
}

/** Characters of all single bytes and byte pairs of a charset. */
function codesOf(charset: string): [code: string, letter: number][] {
  const decoder = new TextDecoder(charset)
  const codes: [string, number][] = ASCII.map((letter) => [hexByte(letter), letter])
  const add = (bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes))
    const letter = text.length === 1 ? text.charCodeAt(0) : 0xfffd
    if (letter !== 0xfffd && letter >= 0xa0) codes.push([bytes.map(hexByte).join(''), letter])
  }
  if (charset === 'shift_jis') for (let byte = 0xa1; byte <= 0xdf; byte += 1) add([byte])
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) add([lead, trail])
  return codes
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0')
const hex = (number: number): string => number.toString(16).padStart(4, '0')
