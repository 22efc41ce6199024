type Align = 'center' | 'right'

/** Markdown split into blocks; `raw` is the source, so that unchanged blocks keep their nodes while text streams. */
export type Block = { raw: string } & (
  | { type: 'paragraph'; text: string }
  | { type: 'heading'; level: number; text: string }
  | { type: 'code'; language: string; text: string }
  | { type: 'quote'; text: string }
  | { type: 'list'; ordered: boolean; start: number; items: string[] }
  | { type: 'table'; head: string[]; align: (Align | null)[]; rows: string[][] }
  | { type: 'rule' }
)

const ITEM = /^( {0,3})([-*+]|(\d{1,6})[.)])( +)(?=\S)/
const RULE = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/
const TABLE_LINE = /^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
const DEFINITION = /^ {0,3}\[[^\]]{1,200}\]:\s*\S+/

export function parseBlocks(markdown: string): Block[] {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? ''
    // Link definitions are not rendered.
    if (line.trim() === '' || DEFINITION.test(line)) {
      index += 1
      continue
    }
    const end = blockEnd(lines, index)
    const part = lines.slice(index, end)
    blocks.push(toBlock(part))
    index = end
  }
  return blocks
}

function blockEnd(lines: readonly string[], position: number): number {
  const line = lines[position] ?? ''
  const fence = FENCE.exec(line)?.[1]
  if (fence) return findFenceEnd(lines, position, fence)
  if (isHeading(line) || RULE.test(line)) return position + 1
  if (ITEM.test(line)) return findListEnd(lines, position)
  if (isTable(lines, position)) return takeWhile(lines, position + 2, (next) => next.includes('|'))
  if (isQuote(line)) return takeWhile(lines, position + 1, (next) => next.trim() !== '' && !startsBlock(next, true))
  return takeWhile(
    lines,
    position + 1,
    (next, index) => next.trim() !== '' && !startsBlock(next, false) && !isTable(lines, index),
  )
}

function toBlock(part: readonly string[]): Block {
  const raw = part.join('\n')
  const [first = '', second = ''] = part
  if (FENCE.test(first)) return codeBlock(part, raw)
  if (isHeading(first)) {
    const [, marks = '#', text = ''] = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(first) ?? []
    return { type: 'heading', raw, level: marks.length, text }
  }
  if (RULE.test(first)) return { type: 'rule', raw }
  if (ITEM.test(first)) return listBlock(part, raw)
  if (first.includes('|') && TABLE_LINE.test(second))
    return { type: 'table', raw, head: cells(first), align: cells(second).map(alignOf), rows: part.slice(2).map(cells) }
  if (isQuote(first)) return { type: 'quote', raw, text: part.map((line) => line.replace(/^ {0,3}> ?/, '')).join('\n') }
  return { type: 'paragraph', raw, text: part.map((line) => line.trimStart()).join('\n') }
}

function codeBlock(part: readonly string[], raw: string): Block {
  const [, fence = '```', language = ''] = FENCE.exec(part[0] ?? '') ?? []
  const isClosed = part.length > 1 && isFenceEnd(part.at(-1) ?? '', fence)
  return { type: 'code', raw, language, text: part.slice(1, isClosed ? -1 : undefined).join('\n') }
}

function listBlock(part: readonly string[], raw: string): Block {
  const number = ITEM.exec(part[0] ?? '')?.[3]
  const items: string[] = []
  let indent = 0
  for (const line of part) {
    const item = ITEM.exec(line)
    const isOwn = item && (items.length === 0 || (item[1]?.length ?? 0) < Math.max(indent, 2))
    if (isOwn) {
      indent = item[0].length
      items.push(line.slice(item[0].length))
    } else items.push(`${items.pop() ?? ''}\n${line.replace(new RegExp(`^ {0,${indent}}`), '')}`)
  }
  return { type: 'list', raw, ordered: number !== undefined, start: Number(number ?? 1), items }
}

function findListEnd(lines: readonly string[], position: number): number {
  const ordered = ITEM.exec(lines[position] ?? '')?.[3] !== undefined
  let end = position + 1
  for (let index = end; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line.trim() === '') continue
    const item = ITEM.exec(line)
    const isSameList = item !== null && (item[3] !== undefined) === ordered
    const continues = isSameList || /^ {2,}\S/.test(line) || (index === end && !item && !startsBlock(line, false))
    if (!continues || RULE.test(line)) break
    end = index + 1
  }
  return end
}

function findFenceEnd(lines: readonly string[], position: number, fence: string): number {
  for (let index = position + 1; index < lines.length; index += 1)
    if (isFenceEnd(lines[index] ?? '', fence)) return index + 1
  return lines.length
}

function isFenceEnd(line: string, fence: string): boolean {
  const text = line.trim()
  return text.length >= fence.length && text === (fence[0] ?? '`').repeat(text.length)
}

function takeWhile(lines: readonly string[], from: number, test: (line: string, index: number) => boolean): number {
  let end = from
  while (end < lines.length && test(lines[end] ?? '', end)) end += 1
  return end
}

function startsBlock(line: string, inQuote: boolean): boolean {
  return FENCE.test(line) || isHeading(line) || RULE.test(line) || ITEM.test(line) || (!inQuote && isQuote(line))
}

function isTable(lines: readonly string[], index: number): boolean {
  return (
    (lines[index] ?? '').includes('|') &&
    (lines[index + 1] ?? '').includes('-') &&
    TABLE_LINE.test(lines[index + 1] ?? '')
  )
}

const isHeading = (line: string) => /^ {0,3}#{1,6}\s/.test(line)
const isQuote = (line: string) => /^ {0,3}>/.test(line)

const alignOf = (mark: string): Align | null =>
  mark.endsWith(':') ? (mark.startsWith(':') ? 'center' : 'right') : null

function cells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
