import type { Answer } from './values'

/** Several answers as one: texts stand apart, citations follow each other, the last values count. */
export function mergeAnswers(...answers: (Answer | undefined)[]): Answer {
  const given = answers.filter((answer) => answer !== undefined)
  const texts = given.flatMap(({ text }) => (text === undefined ? [] : [text]))
  const citations = given.flatMap((answer) => answer.citations ?? [])
  const data = given.findLast((answer) => answer.data !== undefined)?.data
  return {
    ...(texts.length === 0 ? {} : { text: texts.join('\n\n') }),
    ...(citations.length === 0 ? {} : { citations }),
    ...(data === undefined ? {} : { data }),
  }
}
