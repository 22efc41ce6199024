/** Characters that nobody sees, which can hide words from people or tear them apart for filters. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu
/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from(
    'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwοoαaεeιiκkνvρpτtυuχxɑaɡgıi'.matchAll(/(.)(.)/gu),
    ([, from = '', to = '']) => [from, to],
  ),
)
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

/** Lower case, one form a letter, nothing invisible, no accents, single spaces. */
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

/** The plain form, and what else the text may say: letters set apart, digits for letters, rot13, backwards. */
export function plainForms(text: string): string[] {
  const plain = plainForm(text)
  const forms = [plain]
  const joined = plain.replace(/(?<![\p{L}\d])(?:[\p{L}\d][ .-]){4,}[\p{L}\d](?![\p{L}\d])/gu, (letters) =>
    letters.replace(/[ .-]/g, ''),
  )
  if (joined !== plain) forms.push(joined)
  const spelt = plain.replace(/[\w@$]{3,40}/g, (word) =>
    /[a-z]/.test(word) ? word.replace(/[013457@$]/g, (digit) => LEET[digit] ?? digit) : word,
  )
  if (spelt !== plain) forms.push(spelt)
  return forms
}

/** What a text says when its Latin letters are turned by half the alphabet, or read backwards. */
export function disguisedForms(plain: string): string[] {
  const turned = plain.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97))
  return [turned, Array.from(plain).reverse().join('')]
}

/** Letters that only look Latin become so in words that have Latin ones beside them. */
function unmixed(text: string): string {
  return text.replace(/[\p{L}]+/gu, (word) =>
    /[a-z]/.test(word) && /[^a-z]/.test(word)
      ? Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join('')
      : word,
  )
}
