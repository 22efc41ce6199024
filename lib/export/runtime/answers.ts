import type { Answer } from './values'

/** Merges several answers: texts are separated, citations appended, and the last values win. */
export function mergeAnswers(...answers: (Answer | undefined)[]): Answer {
  const present = answers.filter((answer) => answer !== undefined)
  const texts = present.flatMap(({ text }) => (text === undefined ? [] : [text]))
  const citations = present.flatMap((answer) => answer.citations ?? [])
  const data = present.findLast((answer) => answer.data !== undefined)?.data
  return {
    ...(texts.length === 0 ? {} : { text: texts.join('\n\n') }),
    ...(citations.length === 0 ? {} : { citations }),
    ...(data === undefined ? {} : { data }),
  }
}
