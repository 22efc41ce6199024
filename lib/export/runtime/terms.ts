const STOP_WORDS = new Set(
  (
    'a an and are as at be but by can do does for from had has have how i if in is it its me my no not of on or our ' +
    'so that the their them then there they this to was we were what when where which who why will with you your'
  ).split(' '),
)

/** The significant words of a text; pairs of characters for scripts without spaces. */
export function termsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.flatMap((word) =>
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(word) ? pairsOf(word) : stem(word),
  )
}

function stem(word: string): string[] {
  if (STOP_WORDS.has(word)) return []
  return [word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word.replace(/(?<=..)s$/, '')]
}

function pairsOf(word: string): string[] {
  const letters = [...word]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
