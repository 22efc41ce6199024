/** Kind of answer that an English question expects, judged by its words. */
export type AnswerKind = 'person' | 'time' | 'amount' | 'other'

const ASKS_PERSON = /\bwho(m|se)?\b/i
const ASKS_TIME = /\bwhen\b|\bwhat (year|date|day|month|century|decade)\b/i
const ASKS_AMOUNT =
  /\bhow (many|much|long|old|far|large|tall|big|high|often)\b|\bpercent|\bwhat (number|percentage|amount)\b/i

const HAS_TIME =
  /\b(1\d{3}|20\d\d)\b|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b|century/
const HAS_AMOUNT = /\d|\b(two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b/i
/** A capitalized word that does not start a sentence. */
const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{L}+/gu

export function answerKindOf(question: string): AnswerKind {
  if (ASKS_PERSON.test(question)) return 'person'
  if (ASKS_TIME.test(question)) return 'time'
  return ASKS_AMOUNT.test(question) ? 'amount' : 'other'
}

/**
 * 1 if the text contains such a value, -1 if it does not, 0 if undetermined. @param words words of
 * the question, which do not count as an answer
 */
export function mayAnswer(kind: AnswerKind, text: string, words: ReadonlySet<string>): number {
  switch (kind) {
    case 'time':
      return HAS_TIME.test(text) ? 1 : -1
    case 'amount':
      return HAS_AMOUNT.test(text) ? 1 : -1
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
