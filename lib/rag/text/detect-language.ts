import { wordsOf } from './terms'

const SAMPLE_CHARACTERS = 20_000
const MIN_LETTERS = 3
/** Languages whose words may have only one or two characters. */
const WRITTEN_BY_SYLLABLES: ReadonlySet<string> = new Set(['zh', 'ja', 'ko'])

const BEYOND_ASCII = /[^\0-\x7f]/

/** Order matters: a language that shares its script with others is checked first, by its own letters. */
const SCRIPTS: readonly [language: string, pattern: RegExp, share?: number][] = [
  // Japanese also uses Han characters.
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.1],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґІЇЄҐ]/gu, 0.03],
  ['sr', /[ђћљњџјЂЋЉЊЏЈ]/gu, 0.03],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['fa', /[پچژگ]/gu, 0.02],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
]

/** Frequent words that are rare in the other languages: without “do” and “i”, which English questions contain. */
const FREQUENT_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: (
    'the and of to is was that for with are this you what how which when where who did does were from by in a as it ' +
    'many my can get not be would should could there your if about any but they why been'
  ).split(' '),
  de: ['der', 'die', 'und', 'das', 'ist', 'nicht', 'ein', 'eine', 'mit', 'von', 'den', 'auf', 'wird', 'fur', 'sind'],
  fr: 'le la les et des est une que dans pour du qui sur pas avec de au aux ce cette sont par ou nous vous votre'.split(
    ' ',
  ),
  es: 'el los las y una que en del es por con para se como su de la un al lo sus esta si'.split(' '),
  it: ['il', 'di', 'che', 'gli', 'della', 'per', 'una', 'sono', 'con', 'nel', 'del', 'alla', 'non', 'e', 'piu'],
  pt: ['o', 'os', 'da', 'uma', 'que', 'em', 'para', 'nao', 'com', 'dos', 'um', 'por', 'mais', 'qual', 'meu'],
  nl: ['de', 'het', 'een', 'van', 'en', 'niet', 'dat', 'zijn', 'op', 'voor', 'met', 'wordt', 'ook', 'door', 'naar'],
  sv: ['och', 'att', 'det', 'som', 'en', 'ar', 'inte', 'for', 'med', 'ett', 'av', 'den', 'pa', 'till', 'har'],
  pl: ['w', 'nie', 'na', 'jest', 'sie', 'z', 'ze', 'oraz', 'przez', 'dla', 'ktory', 'od', 'jak', 'czy', 'gdzie'],
  da: [
    'og',
    'ikke',
    'som',
    'det',
    'jeg',
    'til',
    'af',
    'blev',
    'være',
    'også',
    'hvad',
    'efter',
    'nogle',
    'kunne',
    'denne',
  ],
  no: ['og', 'ikke', 'som', 'det', 'jeg', 'til', 'av', 'ble', 'være', 'også', 'hva', 'etter', 'noen', 'kunne', 'denne'],
  fi: [
    'ja',
    'ei',
    'että',
    'oli',
    'mutta',
    'hän',
    'kun',
    'niin',
    'myös',
    'ovat',
    'joka',
    'tai',
    'sekä',
    'mukaan',
    'ole',
  ],
  cs: ['a', 'se', 'že', 'je', 'na', 'který', 'jsou', 'jako', 'podle', 'také', 'před', 'může', 'byl', 'bylo', 'při'],
  hu: ['és', 'hogy', 'nem', 'egy', 'az', 'is', 'meg', 'volt', 'mint', 'csak', 'vagy', 'ezt', 'már', 'lesz', 'után'],
  ro: ['și', 'în', 'de', 'la', 'cu', 'este', 'sunt', 'pentru', 'care', 'din', 'mai', 'fost', 'aceasta', 'prin', 'sau'],
  id: [
    'yang',
    'dan',
    'di',
    'untuk',
    'dengan',
    'tidak',
    'dari',
    'ini',
    'itu',
    'adalah',
    'pada',
    'akan',
    'juga',
    'oleh',
    'dalam',
  ],
  vi: ['và', 'của', 'là', 'không', 'được', 'cho', 'trong', 'một', 'các', 'người', 'những', 'với', 'này', 'đã', 'có'],
  tr: ['ve', 'bir', 'bu', 'icin', 'ile', 'olarak', 'da', 'de', 'daha', 'olan', 'cok', 'gibi', 'her', 'en', 'sonra'],
}

/** The frequent words, normalized like a text's words. */
const KNOWN_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(FREQUENT_WORDS).map(([language, frequent]) => [language, new Set(frequent.flatMap(wordsOf))]),
)

/** Words per counted repetition of one word: "the" is every sixteenth word of English. */
const WORDS_PER_REPETITION = 25

/** ISO 639-1 code, or 'und' for too little text. Accurate enough to decide whether an English-only model fits. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS)
  const isAscii = !BEYOND_ASCII.test(sample)
  const letters = isAscii ? countAsciiLetters(sample) : (sample.match(/\p{L}/gu)?.length ?? 0)
  // None of these scripts has ASCII letters, and most questions are ASCII.
  const byScript = isAscii ? undefined : detectByScript(sample, letters)
  // 保修 is a complete question, while Ω and µ occur in any language.
  if (letters < MIN_LETTERS) return byScript && WRITTEN_BY_SYLLABLES.has(byScript) ? byScript : 'und'
  return byScript ?? detectByWords(wordsOf(sample))
}

function countAsciiLetters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const lower = text.charCodeAt(index) | 32
    if (lower >= 97 && lower <= 122) count += 1
  }
  return count
}

function detectByScript(sample: string, letters: number): string | undefined {
  const found = SCRIPTS.find(([, pattern, minShare = 0.3]) => (sample.match(pattern)?.length ?? 0) / letters > minShare)
  return found?.[0]
}

function detectByWords(words: readonly string[]): string {
  let best = { language: 'und', count: 0 }
  // A repeated name does not indicate a language: Los Angeles.
  const maxRepetitions = 2 + words.length / WORDS_PER_REPETITION
  const times = [...Map.groupBy(words, (word) => word)].map(
    ([word, { length }]) => [word, Math.min(length, maxRepetitions)] as const,
  )
  for (const [language, knownWords] of KNOWN_WORDS) {
    const count = times.reduce((sum, [word, often]) => sum + (knownWords.has(word) ? often : 0), 0)
    if (count > best.count) best = { language, count }
  }
  // One word may be a name, or shared between languages.
  return best.count >= 2 && best.count >= 0.06 * words.length ? best.language : 'und'
}
