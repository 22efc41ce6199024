const AUXILIARIES = new Set(
  'am are is was were do does did have has had can could will would shall should may might must'.split(' '),
)
const FIRST = new Set(['i', 'we'])
/**
 * Verbs for what a business does for customers. Their default subject is “you”; the default subject of all
 * other verbs is “I”.
 */
const SERVICES = new Set(
  'have offer accept support deliver ship sell provide take encrypt store stock charge open close'.split(' '),
)
const DETERMINERS = new Set('the a an my your our this that these those his her their its every each'.split(' '))
/** Words between a subject and its verb. */
const ADVERBS = new Set('also still already always ever just really please currently now'.split(' '))
/** A request for information does not determine the subject of the question. */
const REQUEST =
  /^(?:please )?(?:(?:can|could|would|will) you (?:please )?)?(?:tell|show|explain|describe|list|give|help)(?: (?:to )?(?:me|us))?(?: know)?\b/

/**
 * Marks for subject, object, tense and direction, which common words express. Without them, “Can you delete
 * my data?” and “Can I delete your data?” are the same. The default subject has no mark, so “Do you have a
 * free trial?” and “Is there a free trial?” still share an answer.
 */
export function senseMarks(question: string): string[] {
  const plain = question
    // Removes the first name “Will”, which is not a mark of the future.
    .replace(/(?<=[^.:?!\s]\s)Will\b/g, '')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/'(?:m|re|ve|ll|d)\b/g, '')
    .replace(/[^\p{L}\p{N}' -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(REQUEST, '')
  const words = plain.split(' ').filter((word) => word !== '')
  const subject = findSubject(words)
  return [...subjectMarks(words, subject), ...words.flatMap((word, index) => markOf(words, word, index, subject))]
}

/** Position of “I”, “we” or “you” as the subject. */
function findSubject(words: readonly string[]): number {
  return words.findIndex((word, index) => {
    if (FIRST.has(word)) return true
    const mayBeSubject = index === 0 || AUXILIARIES.has(words[index - 1] ?? '')
    return word === 'you' && mayBeSubject
  })
}

function subjectMarks(words: readonly string[], subject: number): string[] {
  const person = words[subject]
  if (person === undefined) return []
  const verb = words.slice(subject + 1).find((word) => !ADVERBS.has(word)) ?? ''
  const isService = SERVICES.has(verb)
  if (FIRST.has(person)) return isService ? ['(i)'] : []
  return isService ? [] : ['(you)']
}

function markOf(words: readonly string[], word: string, index: number, subject: number): string[] {
  const next = words[index + 1] ?? ''
  if (word === 'your' || word === 'yours') return ['(your)']
  if (word === 'you' && index !== subject) return ['(to you)']
  if (['did', 'was', 'were', 'had'].includes(word)) return ['(past)']
  if ((word === 'has' || word === 'have') && isPerfect(next, index)) return ['(past)']
  if (word === 'will' || word === 'shall') return ['(future)']
  if ((word === 'to' || word === 'by') && DETERMINERS.has(next)) return [`(${word})`]
  return []
}

/** “Has my order shipped?” is about the past; “Do you have my order?” is not. */
function isPerfect(next: string, index: number): boolean {
  const isSubject = FIRST.has(next) || DETERMINERS.has(next) || ['you', 'he', 'she', 'they', 'it'].includes(next)
  return index === 0 && isSubject
}
