/** Invisible characters, which can hide words from people or split them for filters. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu
/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from(
    'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwοoαaεeιiκkνvρpτtυuχxɑaɡgıi'.matchAll(/(.)(.)/gu),
    ([, from = '', to = '']) => [from, to],
  ),
)
/** Digits and signs that replace letters in leetspeak. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** The text in lower case, with normalized letters and single spaces, without accents and invisible characters. */
export function plainForm(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  return unmixed(folded.normalize('NFC'))
    .replace(/[\s_*~`|]+/gu, ' ')
    .trim()
}

/** The plain form and other readings: spaced letters, leetspeak, rot13, reversed. */
export function plainForms(text: string): string[] {
  const plain = plainForm(text)
  const forms = [plain]
  const joined = plain.replace(/(?<![\p{L}\d])(?:[\p{L}\d][ .-]){4,}[\p{L}\d](?![\p{L}\d])/gu, (letters) =>
    letters.replace(/[ .-]/g, ''),
  )
  if (joined !== plain) forms.push(joined)
  const withLetters = plain.replace(/[\w@$]{3,40}/g, (word) =>
    /[a-z]/.test(word) ? word.replace(/[013457@$]/g, (digit) => LEET[digit] ?? digit) : word,
  )
  if (withLetters !== plain) forms.push(withLetters)
  const sentence = plain.replace(/(?<![\p{L}'-])(?:[\p{L}'-]{1,20}[.!?]+ ?){3,40}/gu, (words) =>
    words.replace(/[.!?]+ ?/g, ' '),
  )
  if (sentence !== plain) forms.push(sentence)
  const corrected = plain.replace(/[a-z]{5,14}/g, (word) => intendedWord(word))
  if (corrected !== plain) forms.push(corrected)
  return forms
}

/** Words that attacks need. A misspelling of such a word counts as the word itself. */
const KEY_WORDS = [
  ...(['ignore', 'disregard', 'forget', 'override', 'previous', 'above', 'instructions', 'guidelines'] as const),
  ...(['everything', 'reveal', 'system', 'prompt'] as const),
]
/** Ordinary words that are similar to a key word. */
const OTHER_WORDS: ReadonlySet<string> = new Set([
  'about',
  'abode',
  'forgot',
  'ignores',
  'ignored',
  'systems',
  'prompts',
])

function intendedWord(word: string): string {
  if (OTHER_WORDS.has(word)) return word
  const keyWord = KEY_WORDS.find((key) => isNear(word, key))
  return keyWord ?? word
}

/** Whether a word is a misspelling of a key word, and not an inflected form. */
function isNear(word: string, key: string): boolean {
  if (word === key || word[0] !== key[0] || Math.abs(word.length - key.length) > 2) return false
  if (word.startsWith(key) || key.startsWith(word)) return false
  return distance(word, key) <= (key.length >= 8 ? 2 : 1)
}

/** Damerau-Levenshtein distance: letters changed, omitted, added or swapped. */
function distance(one: string, other: string): number {
  let [older, before]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      const costs = [at(before, column) + 1, at(current, column - 1) + 1, at(before, column - 1) + (isSame ? 0 : 1)]
      if (isSwapped) costs.push(at(older, column - 2) + 1)
      current.push(Math.min(...costs))
    }
    older = before
    before = current
  }
  return at(before, other.length)
}

const at = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? Number.POSITIVE_INFINITY

/** Readings of a text with its Latin letters shifted back (Caesar cipher), and in reverse. */
export function disguisedForms(plain: string): string[] {
  return [...shiftsIn(plain).map((shift) => shifted(plain, shift)), Array.from(plain).reverse().join('')]
}

const shifted = (text: string, shift: number): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + shift) % 26) + 97))

/** An attack in a Caesar cipher contains at least two of these words. */
const SHIFTED_WORDS = [
  ...(['ignore', 'disregard', 'forget', 'instructions', 'previous', 'your', 'all', 'rules'] as const),
  ...(['prompt', 'system', 'reveal', 'show', 'print', 'the', 'and', 'now'] as const),
]
const SHIFT_OF = new Map(
  Array.from({ length: 25 }, (_, index) => index + 1).flatMap((shift) =>
    SHIFTED_WORDS.map((word): [string, number] => [shifted(word, 26 - shift), shift]),
  ),
)

/** Shifts that produce at least two of `SHIFTED_WORDS`, so that few of the 25 shifts are checked. */
function shiftsIn(plain: string): number[] {
  const counts = new Map<number, number>()
  for (const [word] of plain.matchAll(/[a-z]{3,12}/g)) {
    const shift = SHIFT_OF.get(word)
    if (shift !== undefined) counts.set(shift, (counts.get(shift) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= 2).map(([shift]) => shift)
}

/** Replaces Latin lookalikes in words that contain Latin letters. */
function unmixed(text: string): string {
  return text.replace(/[\p{L}]+/gu, (word) =>
    /[a-z]/.test(word) && /[^a-z]/.test(word)
      ? Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join('')
      : word,
  )
}
