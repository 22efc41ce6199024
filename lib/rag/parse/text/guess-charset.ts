import { detectLanguage } from '../../text/detect-language'

const SAMPLE_BYTES = 65_536
const MIN_PAIRS = 2
/** Minimum share of non-ASCII characters that are frequent in the language. */
const FREQUENT_SHARE = 0.6
/** Minimum share of non-ASCII words without ASCII letters, which words in Latin scripts almost always have. */
const FOREIGN_WORDS = 0.6

/** Guesses the charset of non-UTF-8 text by the frequency of characters in a language. */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const letters = guessByLetters(sample)
  // Thai uses a range of letters whose bytes look like Chinese.
  return letters === THAI ? THAI : (guessByPairs(sample) ?? letters ?? guessLatin(sample))
}

interface PairCharset {
  charset: string
  isFrequent: (lead: number, trail: number) => boolean
  /** Characters frequent in this language only, to distinguish charsets that share bytes. */
  telling: { pattern: RegExp; share: number }
}

const between = (value: number, from: number, to: number) => value >= from && value <= to

/** Order matters: Japanese and Korean are identified by their syllables, which Chinese does not use. */
const PAIR_CHARSETS: readonly PairCharset[] = [
  {
    charset: 'shift_jis',
    isFrequent: (lead) => between(lead, 0x81, 0x83) || between(lead, 0x88, 0x97),
    telling: { pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, share: 0.15 },
  },
  {
    charset: 'euc-jp',
    isFrequent: (lead, trail) => trail >= 0xa1 && (between(lead, 0xa1, 0xa5) || between(lead, 0xb0, 0xcf)),
    telling: { pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, share: 0.15 },
  },
  {
    charset: 'euc-kr',
    isFrequent: (lead, trail) => trail >= 0xa1 && (between(lead, 0xb0, 0xc8) || lead === 0xa1),
    telling: { pattern: /\p{Script=Hangul}/gu, share: 0.95 },
  },
  // The first level of GB 2312 and of Big5: characters in daily use.
  {
    charset: 'gb18030',
    isFrequent: (lead, trail) => trail >= 0xa1 && (between(lead, 0xb0, 0xd7) || between(lead, 0xa1, 0xa3)),
    telling: { pattern: /\p{Script=Han}/gu, share: 0.6 },
  },
  {
    charset: 'big5',
    isFrequent: (lead) => between(lead, 0xa1, 0xc6),
    telling: { pattern: /\p{Script=Han}/gu, share: 0.6 },
  },
]

function guessByPairs(sample: Uint8Array): string | undefined {
  const scored = PAIR_CHARSETS.flatMap(({ charset, isFrequent, telling }) => {
    const text = decodeWhole(sample, charset)
    if (text === undefined) return []
    const { frequent, all } = countPairs(sample, isFrequent)
    const letters = [...text].filter((letter) => letter > '\u007f' && /\p{L}/u.test(letter)).length
    const hits = text.match(telling.pattern)?.length ?? 0
    const isConclusive = all >= MIN_PAIRS && hits >= telling.share * Math.max(1, letters)
    return isConclusive && frequent >= FREQUENT_SHARE * all ? [{ charset, share: frequent / all }] : []
  })
  return scored.reduce<(typeof scored)[0] | undefined>(
    (best, next) => (best && best.share >= next.share ? best : next),
    undefined,
  )?.charset
}

/** Single bytes above ASCII, such as accented Latin letters, count as infrequent pairs. */
function countPairs(sample: Uint8Array, isFrequent: PairCharset['isFrequent']): { frequent: number; all: number } {
  let frequent = 0
  let all = 0
  for (let index = 0; index < sample.length; index += 1) {
    const lead = sample[index] ?? 0
    if (lead < 0x80) continue
    all += 1
    const trail = sample[index + 1] ?? 0
    if (trail < 0x40) continue
    if (isFrequent(lead, trail)) frequent += 1
    index += 1
  }
  return { frequent, all }
}

const THAI = 'windows-874'
/** The eight most frequent letters; in the other charsets the same bytes are rare letters or undefined. */
const LETTER_CHARSETS: readonly (readonly [charset: string, frequent: string])[] = [
  ['windows-1251', 'оеаинтср'],
  ['koi8-r', 'оеаинтср'],
  ['ibm866', 'оеаинтср'],
  ['windows-1253', 'αοιετσνη'],
  ['windows-1255', 'יוהלארתב'],
  ['windows-1256', 'اليمونتر'],
  [THAI, 'านรอกเงม'],
]
const FREQUENT_LETTERS = 0.4

function guessByLetters(sample: Uint8Array): string | undefined {
  const words = new TextDecoder('latin1').decode(sample).match(/[A-Za-z\u0080-\u00ff]+/g) ?? []
  const high = words.filter((word) => /[\u0080-\u00ff]/.test(word))
  const foreign = high.filter((word) => word.length > 1 && !/[A-Za-z]/.test(word))
  if (foreign.length === 0 || foreign.length < FOREIGN_WORDS * high.length) return undefined
  const scored = LETTER_CHARSETS.map(([charset, frequent]) => {
    const letters = [...new TextDecoder(charset).decode(sample)].filter((letter) => letter > '\u007f')
    return { charset, share: letters.filter((letter) => frequent.includes(letter)).length / letters.length }
  })
  const best = scored.reduce((best, next) => (next.share > best.share ? next : best))
  return best.share >= FREQUENT_LETTERS ? best.charset : undefined
}

/** Words without accents identify the language; these languages use letters outside of Western European charsets. */
const LATIN_CHARSETS: ReadonlyMap<string, string> = new Map([
  ['pl', 'windows-1250'],
  ['cs', 'windows-1250'],
  ['hu', 'windows-1250'],
  ['ro', 'windows-1250'],
  ['tr', 'windows-1254'],
])

function guessLatin(sample: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(sample)
  return LATIN_CHARSETS.get(detectLanguage(text)) ?? 'windows-1252'
}

/** Undefined if a byte is invalid; ignores a character split at the end of the sample. */
function decodeWhole(sample: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(sample, { stream: true })
  } catch {
    return undefined
  }
}
