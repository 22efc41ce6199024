/** Reads one case per line: `question | expected answer | expected passage`. */
export function readQuestions(text: string): { question: string; expected: string; passage: string }[] {
  return text.split('\n').flatMap((line) => {
    const [question = '', expected = '', passage = ''] = line.split('|').map((part) => part.trim())
    return question === '' ? [] : [{ question, expected, passage }]
  })
}
