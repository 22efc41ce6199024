import { passesLuhn, remainderOf } from './check-digits'
import { isPersonalIpv4, isPersonalIpv6 } from './ip-address'
import { NATIONAL_IDS } from './national-ids'

export const PERSONAL_KINDS = ['email', 'iban', 'card', 'id', 'ip', 'phone'] as const
export type PersonalKind = (typeof PERSONAL_KINDS)[number]

export interface PersonalSpan {
  kind: PersonalKind
  start: number
  end: number
}

interface Recognizer {
  kind: PersonalKind
  pattern: RegExp
  isValid(found: string, before: string): boolean
}

/** Order matters: on overlap the first one wins. All repetition is bounded, so that no text makes them slow. */
const RECOGNIZERS: readonly Recognizer[] = [
  {
    kind: 'email',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}])/gu,
    isValid: (found) => !found.includes('..'),
  },
  { kind: 'iban', pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g, isValid: isIban },
  {
    kind: 'card',
    pattern: /(?<![\w.+-])(?:\d[ -]?){12,18}\d(?![\w-])/g,
    isValid: isCard,
  },
  ...NATIONAL_IDS.map((id) => ({ kind: 'id' as const, ...id })),
  { kind: 'ip', pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g, isValid: isIpv4 },
  { kind: 'ip', pattern: /(?<![\w:.])[0-9a-f:]{5,39}(?![\w:])/gi, isValid: isPersonalIpv6 },
  // With a country code: +49 30 901820, 0049 30 901820.
  {
    kind: 'phone',
    pattern: /(?<![\w+]|\d[ -])(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){6,14}(?![\w-])/g,
    isValid: () => true,
  },
  // North America: (415) 555-0132, 415-555-0132, 415.555.0132
  {
    kind: 'phone',
    pattern: /(?<![\w.+-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-])/g,
    isValid: () => true,
  },
  // National: 030 901820, 0171/1234567. The leading zero and a separator distinguish it from other
  // numbers.
  {
    kind: 'phone',
    pattern: /(?<![\w.,+-]|\d[ -])\(?0[1-9]\d{1,4}\)?[ /-](?:[ -]?\d){5,9}(?![\w.,-]\d|\w)/g,
    isValid: isNational,
  },
]

/** Finds personal data in text by fixed rules, in order and without overlaps. */
export function findPersonalData(text: string): PersonalSpan[] {
  if (!/[@\d:]/.test(text)) return []
  const found: PersonalSpan[] = []
  for (const { kind, pattern, isValid } of RECOGNIZERS) {
    for (const match of text.matchAll(pattern)) {
      const span = { kind, start: match.index, end: match.index + match[0].length }
      const isFree = found.every((other) => span.end <= other.start || span.start >= other.end)
      if (isFree && isValid(match[0], text.slice(Math.max(0, span.start - 12), span.start))) found.push(span)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Replaces personal data by marks such as `[email]`. */
export function maskPersonalData(text: string): { text: string; kinds: PersonalKind[] } {
  const spans = findPersonalData(text)
  if (spans.length === 0) return { text, kinds: [] }
  let masked = ''
  let index = 0
  for (const { kind, start, end } of spans) {
    masked += `${text.slice(index, start)}[${kind}]`
    index = end
  }
  return {
    text: masked + text.slice(index),
    kinds: PERSONAL_KINDS.filter((kind) => spans.some((span) => span.kind === kind)),
  }
}

/** Lengths by country, from the SWIFT register. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 ' +
    'GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 ' +
    'MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 ' +
    'TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

function isIban(found: string): boolean {
  const plain = found.replaceAll(' ', '')
  if (IBAN_LENGTHS.get(plain.slice(0, 2)) !== plain.length) return false
  return remainderOf(plain.slice(4) + plain.slice(0, 4), 97) === 1
}

/** By the networks' ranges and Luhn; spaces and dashes separate groups, not single digits. */
function isCard(found: string): boolean {
  const groups = found.split(/[ -]/)
  if (groups.length > 1 && groups.some((group) => group.length < 3)) return false
  const digits = groups.join('')
  const isKnown =
    /^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|35(?:2[89]|[3-8])|6(?:011|4[4-9]|5)|62)/.test(
      digits,
    )
  return isKnown && !/^(\d)\1+$/.test(digits) && passesLuhn(digits)
}

/** Four numbers after "version" or "v" are a version. */
function isIpv4(found: string, textBefore: string): boolean {
  return !/(?:version|release|build|\bv)\.? ?$/i.test(textBefore) && isPersonalIpv4(found)
}

function isNational(found: string): boolean {
  const digits = found.replace(/\D/g, '').length
  return digits >= 8 && digits <= 12
}
