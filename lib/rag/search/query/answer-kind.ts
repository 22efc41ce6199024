/** Kind of answer that an English question expects, judged by its words. */
export type AnswerKind = 'person' | 'time' | 'amount' | 'other'

const PERSON = /\bwho(m|se)?\b/i
const TIME = /\bwhen\b|\bwhat (year|date|day|month|century|decade)\b/i
const AMOUNT =
  /\bhow (many|much|long|old|far|large|tall|big|high|often)\b|\bpercent|\bwhat (number|percentage|amount)\b/i

const TIMES =
  /\b(1\d{3}|20\d\d)\b|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b|century/
const AMOUNTS = /\d|\b(two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b/i
/** A capitalized word that does not start a sentence. */
const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{L}+/gu

export function answerKindOf(question: string): AnswerKind {
  if (PERSON.test(question)) return 'person'
  if (TIME.test(question)) return 'time'
  return AMOUNT.test(question) ? 'amount' : 'other'
}

/**
 * 1: the text contains such a value, -1: it does not, 0: undetermined. @param words words of the
 * question, which do not count as an answer
 */
export function mayAnswer(kind: AnswerKind, text: string, words: ReadonlySet<string>): number {
  switch (kind) {
    case 'time':
      return TIMES.test(text) ? 1 : -1
    case 'amount':
      return AMOUNTS.test(text) ? 1 : -1
    case 'person':
      return (text.match(NAME) ?? []).some((name) => !words.has(name.toLowerCase())) ? 1 : -1
    case 'other':
      return 0
    default: {
      const unhandled: never = kind
      return unhandled
    }
  }
}
