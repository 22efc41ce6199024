/** In characters. */
const MIN_LENGTH = 8
const MAX_LENGTH = 90
const MARKUP = /^(?:(?:#+|[-*•]|\d+[.)]|Q(?:uestion)?:|问[:：])\s*)+/i

/** The questions of a FAQ: lines that end with a question mark and are followed by an answer. */
export function questionsIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replaceAll('**', '').trim().replace(MARKUP, ''))
  return lines.filter((line, index) => {
    const next = lines.slice(index + 1).find((other) => other !== '')
    return isQuestion(line) && next !== undefined && !isQuestion(next)
  })
}

/** A line with a single question. */
function isQuestion(line: string): boolean {
  const hasOneMark = /^[^?？]*[?？]$/.test(line)
  return hasOneMark && line.length >= MIN_LENGTH && line.length <= MAX_LENGTH
}
