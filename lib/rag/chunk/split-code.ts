import type { TextRange } from '../text/split-sentences'

export interface SplitCodeOptions extends TextRange {
  text: string
  fits: (range: TextRange) => boolean
}

interface Line extends TextRange {
  indent: number
  isAfterBlank: boolean
}

/**
 * Splits at blank lines before unindented lines, which keeps functions with inner blank lines
 * whole. Parts that do not fit are split one indentation level deeper, and finally by lines.
 */
export function splitCode({ text, start, end, fits }: SplitCodeOptions): TextRange[] {
  return partsOf(linesOf(text, start, end), -1, fits)
}

function partsOf(lines: readonly Line[], above: number, isWithinLimit: (range: TextRange) => boolean): TextRange[] {
  const level = Math.min(
    ...lines.filter(({ indent, isAfterBlank }) => isAfterBlank && indent > above).map(({ indent }) => indent),
  )
  if (level === Number.POSITIVE_INFINITY) return lines.map(({ start, end }) => ({ start, end }))
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (!last || (line.isAfterBlank && line.indent <= level)) groups.push([line])
    else last.push(line)
  }
  return groups.flatMap((group) => {
    const range = { start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0 }
    return isWithinLimit(range) ? [range] : partsOf(group, level, isWithinLimit)
  })
}

/** Non-empty lines with their indentation, without line ends. */
function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = []
  let from = start
  let isAfterBlank = true
  for (const line of text.slice(start, end).split('\n')) {
    const content = line.trimEnd()
    const indent = content.length - content.trimStart().length
    if (content.trim()) lines.push({ start: from, end: from + content.length, indent, isAfterBlank })
    isAfterBlank = content.trim() === ''
    from += line.length + 1
  }
  return lines
}
