import { stemOf } from '@/lib/rag/text/terms'
import { COMMON_WORDS } from './common-words'
import { senseMarks } from './sense-marks'

const NEGATIONS = new Set(
  'not no never none nobody nothing nowhere neither nor without cannot except excluding unless hardly barely isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt mustnt hasnt havent hadnt aint'.split(
    ' ',
  ),
)

/**
 * Words that two questions must share, in order, before their vectors are compared. For an embedding model,
 * Anna and Berta, 4711 and 4712, or with and without are nearly the same. The list contains all words that
 * are not common ones (up to their endings), words with a digit, addresses, capitalized words within a
 * sentence and a mark per negation, followed by marks for subject, object and tense (`senseMarks`). When in
 * doubt, the model is called.
 */
export function distinctiveWords(question: string): string[] {
  const words =
    question
      .normalize('NFKC')
      .replace(/[’‘]/g, "'")
      .match(/[^\s"“”„«»()[\]{}<>,;!?…]+/gu) ?? []
  let isStart = true
  const distinctive = words.flatMap((word) => {
    const wasStart = isStart
    isStart = /[.:]$/.test(word)
    return distinctiveOf(word.replace(/[.:]+$/, '').replace(/^'+|'+$/g, ''), wasStart)
  })
  return [...distinctive, ...senseMarks(question)]
}

function distinctiveOf(word: string, isStart: boolean): string[] {
  if (word === '') return []
  const lower = word.toLowerCase()
  if (/[\p{N}@/\\]/u.test(word) || /^[\p{Sc}%‰°]/u.test(word)) return [lower]
  const stem = lower.replace(/'s$/, '').replace(/'(?:m|re|ve|ll|d)$/, '')
  const plain = stem.replace(/[^\p{L}\p{M}-]/gu, '')
  if (NEGATIONS.has(plain)) return ['(not)']
  // `e-mail` and `email` are one word, `sign-in` is two.
  const parts = plain.split('-').filter((part) => part !== '')
  const isName = !isStart && /^\p{Lu}/u.test(word) && plain !== 'i'
  return parts.flatMap((part) => (!isName && COMMON_WORDS.has(part) ? [] : [stemOf(part)]))
}
