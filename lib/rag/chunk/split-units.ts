import { splitSentences, type TextRange } from '../text/split-sentences'
import { cutToFit } from './cut-to-fit'
import type { CountTokens } from './piece'
import { splitCode } from './split-code'

/** A unit that is never split, unless it exceeds the chunk size. */
export interface TextUnit extends TextRange {
  tokens: number
  kind: 'text' | 'table' | 'code'
  /** Header of a table that was split above this row. */
  header?: string
}

export interface SplitUnitsOptions extends TextRange {
  text: string
  maxTokens: number
  countTokens: CountTokens
  isCode?: boolean
}

const BLOCK_BREAK = /\n[ \t]*\n/g
const LIST_OR_TABLE_LINE = /^\s*(?:[-*•]\s|\d{1,3}[.)]\s|\|)/
const TABLE_LINE = /^\s*\|/
/** The rule between header and rows of a Markdown table. */
export const TABLE_RULE = /^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$/

/** Splits prose into sentences, code into functions, and long lists and tables into lines. */
export function splitUnits(options: SplitUnitsOptions): TextUnit[] {
  if (options.isCode) return codeUnits(options)
  return blocksOf(options).flatMap((block) => unitsOfBlock(block, options))
}

function codeUnits(options: SplitUnitsOptions): TextUnit[] {
  const { text, countTokens, maxTokens } = options
  const isWithinLimit = ({ start, end }: TextRange) => countTokens(text.slice(start, end)) <= maxTokens
  return splitCode({ ...options, fits: isWithinLimit }).flatMap((range) => asUnits(range, 'code', options))
}

function unitsOfBlock(block: TextRange, options: SplitUnitsOptions): TextUnit[] {
  const { text, countTokens, maxTokens } = options
  const content = text.slice(block.start, block.end)
  const lines = content.split('\n')
  const isList = lines.filter((line) => LIST_OR_TABLE_LINE.test(line)).length > lines.length / 2
  if (!isList) return splitSentences(content).flatMap((range) => asUnits(shift(range, block.start), 'text', options))
  const tokens = countTokens(content)
  if (tokens <= maxTokens) return [{ ...block, tokens, kind: 'table' }]
  const units = rowsOf(block, text).flatMap((row) => asUnits(row, 'table', options))
  const header = lines.every((line) => TABLE_LINE.test(line)) ? headerOf(lines[0] ?? '') : undefined
  return header === undefined ? units : units.map((unit, index) => (index === 0 ? unit : { ...unit, header }))
}

/** Lines of a block; the rule of a table is kept with its header. */
function rowsOf(block: TextRange, text: string): TextRange[] {
  const [header, rule, ...rows] = linesOf(block, text)
  if (!header || !rule) return header ? [header] : []
  if (!TABLE_RULE.test(text.slice(rule.start, rule.end))) return [header, rule, ...rows]
  return [{ start: header.start, end: rule.end }, ...rows]
}

function asUnits(range: TextRange, kind: TextUnit['kind'], { text, countTokens, maxTokens }: SplitUnitsOptions) {
  return cutToFit({ ...range, text, countTokens, maxTokens }).map((piece): TextUnit => ({ ...piece, kind }))
}

/** Returns `a | b` for the line `| a | b |`. */
export function headerOf(line: string): string {
  return line.replace(/^\s*\|\s*|\s*\|\s*$/g, '').slice(0, 300)
}

export function blocksOf({ text, start, end }: TextRange & { text: string }): TextRange[] {
  const blocks: TextRange[] = []
  let from = start
  for (const match of text.slice(start, end).matchAll(BLOCK_BREAK)) {
    blocks.push({ start: from, end: start + match.index })
    from = start + match.index + match[0].length
  }
  blocks.push({ start: from, end })
  return blocks.map((block) => trim(block, text)).filter((block) => block.end > block.start)
}

/** @param keepIndent whether leading white space is part of a line, as in code */
export function linesOf(block: TextRange, text: string, keepIndent = false): TextRange[] {
  const lines: TextRange[] = []
  let from = block.start
  for (const line of text.slice(block.start, block.end).split('\n')) {
    const trimmed = trim({ start: from, end: from + line.length }, text)
    lines.push(keepIndent ? { start: Math.min(from, trimmed.start), end: trimmed.end } : trimmed)
    from += line.length + 1
  }
  return lines.filter((line) => text.slice(line.start, line.end).trim() !== '')
}

function trim({ start, end }: TextRange, text: string): TextRange {
  const part = text.slice(start, end)
  return { start: end - part.trimStart().length, end: start + part.trimEnd().length }
}

function shift({ start, end }: TextRange, offset: number): TextRange {
  return { start: start + offset, end: end + offset }
}
