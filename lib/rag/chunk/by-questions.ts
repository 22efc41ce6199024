import type { TextRange } from '../text/split-sentences'
import { piecesOfSection } from './by-headings'
import { rowsOfSection } from './by-rows'
import type { ChunkerInput, Piece } from './piece'
import { type SectionRange, sectionsOf } from './sections-of'
import { blocksOf } from './split-units'

/** "Q:", "Question 3.", "Frage:", "Pregunta:", "问：" */
const MARKED_QUESTION = /^\s*(?:\*\*)?(?:q(?:uestion)?|frage|pregunta|domanda|pergunta|问题?|質問)\s*\d{0,4}\s*[:：.)]/i
const MAX_QUESTION_CHARACTERS = 240
const QUESTION_COLUMN = /(?:^|; |\| ?)(?:question|frage|pregunta|domanda|pergunta|问题|質問)s?(?:: | ?\|)/i

/**
 * Keeps a question and its answer together where the text has such pairs; splits the rest by
 * headings. A split answer repeats its question.
 */
export function byQuestions(input: ChunkerInput, { maxTokens }: { maxTokens: number }): Piece[] {
  return sectionsOf(input.document).flatMap((section) => {
    const heading = section.headings.at(-1) ?? ''
    if (isQuestion(heading)) return asPairs(piecesOfSection(input, section, maxTokens))
    return partsOf(input.document.text, section).flatMap((part) => piecesOfPart(input, section, part, maxTokens))
  })
}

/** Whether a line is a question, by its question mark or its first word. */
export function isQuestion(line: string): boolean {
  const text = line.trim()
  return text.length <= MAX_QUESTION_CHARACTERS && (/[?？]["'”*]*$/.test(text) || MARKED_QUESTION.test(text))
}

interface Part extends TextRange {
  question: string | null
}

/** Splits a section into questions with all text up to the next one; text before the first question is not a pair. */
function partsOf(text: string, section: SectionRange): Part[] {
  const parts: Part[] = []
  for (const block of blocksOf({ text, start: section.start, end: section.end })) {
    const [line = ''] = text.slice(block.start, block.end).split('\n')
    const last = parts.at(-1)
    if (isQuestion(line) && !line.startsWith('|'))
      parts.push({ ...block, question: line.replace(MARKED_QUESTION, '').trim() })
    else if (last) last.end = block.end
    else parts.push({ ...block, question: null })
  }
  return parts
}

function piecesOfPart(
  input: ChunkerInput,
  section: SectionRange,
  { question, ...range }: Part,
  maxTokens: number,
): Piece[] {
  const pieces = piecesOfSection(input, { ...section, ...range }, maxTokens)
  if (question !== null)
    return asPairs(pieces).map((piece, index) => (index === 0 ? piece : { ...piece, note: question }))
  if (!QUESTION_COLUMN.test(input.document.text.slice(range.start, range.end))) return pieces
  // A table or records with a column of questions: each row is a pair.
  return asPairs(rowsOfSection(input, { ...section, ...range }, { maxTokens, rowsPerChunk: 1 }))
}

function asPairs(pieces: Piece[]): Piece[] {
  return pieces.map((piece) => ({ ...piece, kind: 'question-answer' }))
}
