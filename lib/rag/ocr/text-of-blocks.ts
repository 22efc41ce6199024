import { z } from 'zod'
import { parseJson } from '@/lib/core/json'
import type { RecognizedPage } from './recognized-page'

const Word = z.object({ text: z.string(), confidence: z.number() })
type Word = z.infer<typeof Word>
const Line = z.object({ words: z.array(Word) })
/** Image blocks have no paragraphs. */
const Result = z.object({
  blocks: z.array(z.object({ paragraphs: z.array(z.object({ lines: z.array(Line) })).nullish() })).nullish(),
})

/**
 * Paragraphs below this confidence are noise, stamps, handwriting, or in another language: Chinese
 * recognized as English gets 40 %.
 */
const MIN_CONFIDENCE = 50

/** Converts Tesseract's JSON to text in reading order, joining lines to paragraphs. */
export function textOfBlocks(json: string): RecognizedPage {
  const { blocks } = parseJson(Result, json)
  const paragraphs = (blocks ?? [])
    .flatMap((block) => block.paragraphs ?? [])
    .map(({ lines }) => ({ text: joinLines(lines.map(lineText)), words: lines.flatMap(({ words }) => words) }))
    .filter(({ text, words }) => text && confidenceOf(words) >= MIN_CONFIDENCE)
  return {
    text: paragraphs.map(({ text }) => text).join('\n\n'),
    confidence: Math.round(confidenceOf(paragraphs.flatMap(({ words }) => words))),
  }
}

function confidenceOf(words: readonly Word[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0)
  if (letters === 0) return 0
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters
}

const lineText = ({ words }: z.infer<typeof Line>) => words.map(({ text }) => text).join(' ')

/** Scripts without spaces, between whose words Tesseract inserts some. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}，。、；：？！（）《》“”]`
const FALSE_SPACE = new RegExp(`(?<=${UNSPACED}) +(?=${UNSPACED})`, 'gu')

function joinLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/(?<=\p{Ll})-\n(?=\p{Ll})/gu, '')
    .replaceAll('\n', ' ')
    .replace(FALSE_SPACE, '')
    .trim()
}
