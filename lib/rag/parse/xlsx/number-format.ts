/** Excel's built-in formats by number, in their English form. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  5: '$#,##0',
  6: '$#,##0',
  7: '$#,##0.00',
  8: '$#,##0.00',
  41: '#,##0',
  42: '$#,##0',
  43: '#,##0.00',
  44: '$#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
}
/** Chinese, Japanese and Korean dates; 32, 33, 55 and 56 are times. */
const isEastAsianDate = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

export function builtInFormat(id: number): string | undefined {
  return isEastAsianDate(id) ? 'yyyy-mm-dd' : BUILT_IN[id]
}

/** A compiled number format. */
export type NumberFormat = (value: number) => string

/** The stored value without floating-point noise. */
export const plainNumber: NumberFormat = (value) => String(Number(value.toPrecision(15)))

/**
 * Formats numbers as displayed: percentages, currencies, units, decimals. Dates become ISO 8601,
 * since 03/04 is ambiguous; no thousands separators, which depend on the locale.
 * @param is1904 days count from 1904, as on old Macs
 */
export function readFormat(code: string | undefined, is1904: boolean): NumberFormat {
  if (code === undefined || /^(?:general|@)?$/i.test(code)) return plainNumber
  const sections = splitSections(code).map(readSection)
  const [positive, negative, zero] = sections
  if (!positive) return plainNumber
  const show = (value: number, section: Section) => {
    if (!section.date) return showNumber(value, section)
    return value < 0 ? plainNumber(value) : showDate(value, section.date, is1904)
  }
  const hasConditions = sections.some(({ isFor }) => isFor !== null)
  if (hasConditions)
    return (value) => {
      const matching = sections.find(({ isFor }) => isFor === null || isFor(value))
      return show(value, matching ?? GENERAL)
    }
  if (positive.date) return (value) => show(value, positive)
  return (value) => {
    if (value === 0 && zero) return showZero(zero, positive)
    return value < 0 ? showNumber(value, negative ?? positive) : showNumber(value, positive)
  }
}

function splitSections(code: string): string[] {
  const sections = ['']
  for (const [part] of code.matchAll(/"[^"]*"|\\.|\[[^\]]*\]|./gs)) {
    if (part === ';') sections.push('')
    else sections.push((sections.pop() ?? '') + part)
  }
  return sections
}

interface DateParts {
  year: boolean
  month: boolean
  day: boolean
  time: boolean
  seconds: boolean
  /** Hours, minutes or seconds that exceed a day. */
  elapsed: boolean
}

interface Section {
  before: string
  after: string
  /** Digit groups and the text between them (000-00); empty if the section is only text. */
  places: string[]
  decimals: number
  /** Multiplier. */
  scale: number
  /** Whether it is a fraction or a power of ten, which is shown unformatted. */
  isPlain: boolean
  date: DateParts | null
  /** Condition, such as thousands as K or phone numbers with an area code; null without one. */
  isFor: ((value: number) => boolean) | null
}

const DATE_LETTERS = /[ymdhs]|aaa|ge|ee/i
/** Placeholders of digits, or the general format. A lone ? is padding; in a fraction it is a digit. */
const DIGIT_CODES = /^(?:[0#?.,/]*[0#/][0#?.,/]*|general)$/i

/** Reads the literal texts of a section and the digit groups in between. */
function readSection(section: string): Section {
  const parts = section.match(/"[^"]*"|\\.|[_*].|\[[^\]]*\]|[0#?.,/]+|general|e[+-]|./gis) ?? []
  const codes = parts.filter((part) => !/^["\\_*[]./.test(part)).join('')
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(section)
  const isDate = elapsed || (DATE_LETTERS.test(codes.replace(/general|e[+-]/gi, '')) && !/[#?%]/.test(codes))
  const first = parts.findIndex((part) => DIGIT_CODES.test(part))
  const last = parts.findLastIndex((part) => DIGIT_CODES.test(part))
  const words = (pieces: readonly string[]) => pieces.map(literalOf).join('')
  const digitParts = first < 0 ? [] : parts.slice(first, last + 1)
  const places = digitParts.map((part) => (DIGIT_CODES.test(part) ? part : literalOf(part)))
  const digits = places.join('')
  const percentSigns = codes.split('%').length - 1
  const thousandCommas = /(?<=[0#?.]),+(?=\.|$)/.exec(digits)?.[0].length ?? 0
  return {
    before: words(first < 0 ? parts : parts.slice(0, first)),
    after: first < 0 ? '' : words(parts.slice(last + 1)),
    places,
    decimals: /\.([0#?]*)/.exec(digits)?.[1]?.length ?? 0,
    scale: 100 ** percentSigns / 1_000 ** thousandCommas,
    isPlain: /[?0#]\s*\/|e[+-]|general/i.test(codes),
    date: isDate ? datePartsOf(codes, elapsed) : null,
    isFor: readCondition(section),
  }
}

const GENERAL = readSection('General')

function readCondition(section: string): Section['isFor'] {
  const [, sign = '', number] = /\[([<>=]{1,2})\s*(-?[\d.]+)\]/.exec(section) ?? []
  const limit = Number(number)
  if (Number.isNaN(limit)) return null
  if (sign === '<>') return (value) => value !== limit
  return (value) =>
    (sign.includes('<') && value < limit) ||
    (sign.includes('>') && value > limit) ||
    (sign.includes('=') && value === limit)
}

function datePartsOf(codes: string, elapsed: boolean): DateParts {
  const has = (pattern: RegExp) => pattern.test(codes)
  const [hours, seconds] = [has(/h/i), has(/s/i)]
  const year = has(/[yeg]/i)
  const day = has(/d/i)
  const time = hours || seconds
  // m is the month, unless it occurs only with hours or seconds: then it is the minute.
  const isMinute = time && !year && !day
  const month = has(/mmm/i) || (has(/m/i) && !isMinute)
  return { year, month, day, time, seconds, elapsed }
}

function literalOf(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1)
  if (part.startsWith('\\')) return part.slice(1)
  // A width, or a character repeated to fill the cell.
  if (/^[_*]./.test(part)) return part.startsWith('_') ? ' ' : ''
  // Colors, conditions and locales; [$€-407] is a currency.
  return part.startsWith('[') ? (/^\[\$([^-\]]*)/.exec(part)?.[1] ?? '') : part
}

/** Accounting formats show zero as a dash, but a single cell needs the number. */
function showZero(zero: Section, positive: Section): string {
  if (zero.places.length > 0) return showNumber(0, zero)
  const text = tidy(zero.before)
  return text !== '' && !/\p{L}/u.test(text) ? showNumber(0, positive) : text
}

function showNumber(value: number, { before, after, places, decimals, scale, isPlain }: Section): string {
  // Text only, or nothing: hidden by the workbook.
  if (places.length === 0) return tidy(before)
  const [prefix = '', suffix = ''] = [before, after].map((text) => (value < 0 ? text.replace(/[()-]/g, '') : text))
  const size = Math.abs(value) * scale
  const digits = isPlain ? plainNumber(size) : fillPlaces(toDecimals(size, decimals), places)
  const sign = value < 0 && /[1-9]/.test(digits) ? '-' : ''
  return tidy(
    /^\s*\p{Sc}\s*$/u.test(prefix) ? `${sign}${prefix}${digits}${suffix}` : `${prefix}${sign}${digits}${suffix}`,
  )
}

/** 00000 pads to five digits; 000-00 groups them. */
function fillPlaces(digits: string, places: readonly string[]): string {
  const minDigits = places.join('').replace(/\..*$/, '').match(/0/g)?.length ?? 0
  const [integer = '', decimals] = digits.split('.')
  const padded = integer.padStart(minDigits, '0')
  if (!places.some((place) => !DIGIT_CODES.test(place) && place.trim() !== ''))
    return decimals === undefined ? padded : `${padded}.${decimals}`
  return parted(padded, places)
}

/** Distributes digits from the right; the first group takes the rest. */
function parted(digits: string, places: readonly string[]): string {
  let left = digits
  const characters: string[] = []
  for (const [index, place] of [...places.entries()].reverse()) {
    const count = index === 0 ? left.length : (place.match(/[0#?]/g)?.length ?? 0)
    if (!DIGIT_CODES.test(place)) characters.unshift(place)
    else if (count > 0) {
      characters.unshift(left.slice(-count))
      left = left.slice(0, -count)
    }
  }
  return characters.join('')
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Rounds the decimal notation, since 1.005 is slightly smaller in binary. */
function toDecimals(value: number, decimals: number): string {
  const places = Math.min(decimals, 15)
  const text = plainNumber(value)
  if (text.includes('e')) return text
  // Shifts the decimal point in the notation, rounds, and shifts it back.
  const shifted = Math.round(Number(`${text}e${places}`))
  return Number(`${shifted}e-${places}`).toFixed(places)
}

const DAY_MS = 86_400_000
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const EPOCH_1900 = Date.UTC(1899, 11, 30)
/** Excel has a 29 February 1900, for compatibility with Lotus 1-2-3. */
const FIRST_MARCH_1900 = 61

function showDate(value: number, parts: DateParts, is1904: boolean): string {
  // Times are fractions of days, which miss the second slightly.
  const ms = Math.round(value * 86_400) * 1_000
  if (parts.elapsed) return elapsedTime(ms, parts.seconds)
  const date = new Date(epochOf(value, is1904) + ms)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return plainNumber(value)
  const [day = '', clock = ''] = date.toISOString().split('T')
  const time = clock.slice(0, clock.slice(6, 8) === '00' ? 5 : 8)
  if (!(parts.year || parts.month || parts.day)) return time
  const shownDate = day.slice(0, lengthOf(parts))
  return parts.time && time !== '00:00' ? `${shownDate} ${time}` : shownDate
}

function epochOf(value: number, is1904: boolean): number {
  if (is1904) return EPOCH_1904
  const isBeforeLeapDay = value >= 1 && value < FIRST_MARCH_1900 - 1
  return isBeforeLeapDay ? EPOCH_1900 + DAY_MS : EPOCH_1900
}

/** Length of an ISO date: year, month or day. */
function lengthOf({ year, month, day }: DateParts): number {
  if (day) return 10
  if (month) return 7
  return year ? 4 : 10
}

function elapsedTime(ms: number, withSeconds: boolean): string {
  const seconds = Math.round(ms / 1_000)
  const two = (count: number) => String(count).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const text = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`
  return withSeconds && seconds % 60 > 0 ? `${text}:${two(seconds % 60)}` : text
}
