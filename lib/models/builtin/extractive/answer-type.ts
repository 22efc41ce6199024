export type AnswerType = 'date' | 'number' | 'person' | 'place' | 'reason' | 'other'

const MONTH = /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/i
const YEAR = /\b(?:1[0-9]{3}|20[0-9]{2}|[0-9]{1,2}(?:st|nd|rd|th) century)\b/
const NUMBER =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|third|quarter|percent)\b/i
const REASON =
  /\b(?:because|since|due to|caused?|result|so that|in order to|therefore|by means|by \w+ing|leads? to|reason)\b/i

const QUESTIONS: readonly (readonly [AnswerType, RegExp])[] = [
  ['date', /\b(?:when|what (?:year|date|day|month|decade|century)|which (?:year|date|day|century)|what time)\b/],
  [
    'number',
    /\bhow (?:many|much|long|far|old|tall|high|large|big|often|fast|deep|heavy)\b|\bwhat (?:percent|percentage|number|amount|fraction|is the (?:population|length|height|size|area))/,
  ],
  ['person', /\b(?:who|whom|whose|what (?:person|man|woman|scientist|king|queen|president|author|actor|singer))\b/],
  [
    'place',
    /\b(?:where|what (?:country|city|state|place|region|town|river|location)|which (?:country|city|state|region))\b/,
  ],
  ['reason', /^(?:why|how)\b/],
]

/** Detects what kind of value a question asks for. */
export function answerTypeOf(question: string): AnswerType {
  const lower = question.toLowerCase()
  return QUESTIONS.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'other'
}

/**
 * 1 if the sentence contains a value of this type that is not part of the question, 0.5 if this cannot be
 * determined, 0 otherwise.
 */
export function holdsAnswerType(type: AnswerType, sentence: string, questionWords: ReadonlySet<string>): number {
  switch (type) {
    case 'date':
      return YEAR.test(sentence) || MONTH.test(sentence) ? 1 : 0
    case 'number':
      return NUMBER.test(sentence) ? 1 : 0
    case 'person':
    case 'place': {
      const names = sentence.slice(1).match(/(?<![\p{L}'-])\p{Lu}[\p{L}'-]+/gu) ?? []
      return names.some((name) => !questionWords.has(name.toLowerCase())) ? 1 : 0
    }
    case 'reason':
      return REASON.test(sentence) ? 1 : 0.5
    case 'other':
      return 0.5
    default: {
      const unhandled: never = type
      return unhandled
    }
  }
}
