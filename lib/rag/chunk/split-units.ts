import { splitSentences, type TextRange } from '../text/split-sentences'

/** What a chunk never cuts through, unless it is longer than a chunk. */
export interface TextUnit extends TextRange {
  tokens: number
}

export interface SplitUnitsOptions extends TextRange {
  text: string
  maxTokens: number
  countTokens: (text: string) => number
}

const BLOCK_BREAK = /\n[ \t]*\n/g
const LIST_OR_TABLE_LINE = /^\s*(?:[-*•]\s|\d{1,3}[.)]\s|\|)/

/** Sentences of prose; lists and tables whole, or by their lines when they are too long. */
export function splitUnits(options: SplitUnitsOptions): TextUnit[] {
  return blocksOf(options).flatMap((block) => unitsOfBlock(block, options))
}

function unitsOfBlock(block: TextRange, options: SplitUnitsOptions): TextUnit[] {
  const { text, countTokens, maxTokens } = options
  const content = text.slice(block.start, block.end)
  const lines = content.split('\n')
  const isList = lines.filter((line) => LIST_OR_TABLE_LINE.test(line)).length > lines.length / 2
  if (!isList) return splitSentences(content).flatMap((range) => cutToFit(shift(range, block.start), options))
  const tokens = countTokens(content)
  if (tokens <= maxTokens) return [{ ...block, tokens }]
  return linesOf(block, text).flatMap((line) => cutToFit(line, options))
}

/** A range as one unit, or cut between words where it is longer than a chunk may be. */
function cutToFit(range: TextRange, { text, countTokens, maxTokens }: SplitUnitsOptions): TextUnit[] {
  const tokens = countTokens(text.slice(range.start, range.end))
  if (tokens <= maxTokens) return [{ ...range, tokens }]
  const pieces: TextUnit[] = []
  for (const match of text.slice(range.start, range.end).matchAll(/\S{1,200}/gu)) {
    const start = range.start + match.index
    const count = countTokens(match[0])
    const last = pieces.at(-1)
    if (last && last.tokens + count <= maxTokens) {
      last.end = start + match[0].length
      last.tokens += count
    } else pieces.push({ start, end: start + match[0].length, tokens: count })
  }
  return pieces
}

function blocksOf({ text, start, end }: SplitUnitsOptions): TextRange[] {
  const blocks: TextRange[] = []
  let from = start
  for (const match of text.slice(start, end).matchAll(BLOCK_BREAK)) {
    blocks.push({ start: from, end: start + match.index })
    from = start + match.index + match[0].length
  }
  blocks.push({ start: from, end })
  return blocks.map((block) => trim(block, text)).filter((block) => block.end > block.start)
}

function linesOf(block: TextRange, text: string): TextRange[] {
  const lines: TextRange[] = []
  let from = block.start
  for (const line of text.slice(block.start, block.end).split('\n')) {
    lines.push(trim({ start: from, end: from + line.length }, text))
    from += line.length + 1
  }
  return lines.filter((line) => line.end > line.start)
}

function trim({ start, end }: TextRange, text: string): TextRange {
  const part = text.slice(start, end)
  return { start: end - part.trimStart().length, end: start + part.trimEnd().length }
}

function shift({ start, end }: TextRange, offset: number): TextRange {
  return { start: start + offset, end: end + offset }
}
