import 'server-only'

const FENCE = /^ {0,3}(`{3,}|~{3,})/

/**
 * Splits Markdown into parts of at most this many characters, at lines or spaces. A code block that does not fit is
 * closed at the end of a part and opened again in the next one.
 */
export function splitAnswer(markdown: string, maxCharacters: number): string[] {
  const splitter = new Splitter(maxCharacters)
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) splitter.add(line)
  return splitter.end()
}

class Splitter {
  readonly #max: number
  readonly #parts: string[] = []
  #lines: string[] = []
  #length = 0
  /** The line that opened the current code block. */
  #fence: string | null = null

  constructor(max: number) {
    this.#max = max
  }

  add(line: string): void {
    const fence = this.#fence
    const isClosing = fence !== null && /^\s*[`~]+\s*$/.test(line) && line.trim().startsWith(markOf(fence))
    const isOpening = fence === null && FENCE.test(line)
    // A part that ends within a block also contains a line that closes the block.
    const openBlock = isClosing ? null : (fence ?? (isOpening ? line : null))
    const reserved = openBlock === null ? 0 : markOf(openBlock).length + 1
    const maxLength = this.#max - reserved - (fence?.length ?? 0) - 2
    for (const [index, piece] of piecesOf(line, maxLength).entries()) {
      if (index > 0 || this.#lengthWith(piece) + reserved > this.#max) this.#endPart()
      this.#length = this.#lengthWith(piece)
      this.#lines.push(piece)
    }
    if (isOpening) this.#fence = line
    else if (isClosing) this.#fence = null
    // Only the beginning of the next paragraph would fit, so it starts a new part.
    if (this.#fence === null && line === '' && this.#length > this.#max * 0.8) this.#endPart()
  }

  end(): string[] {
    this.#endPart()
    return this.#parts
  }

  #lengthWith(line: string): number {
    return this.#length + (this.#lines.length === 0 ? 0 : 1) + line.length
  }

  #endPart(): void {
    const fence = this.#fence
    const text = this.#lines.join('\n')
    const closing = fence === null ? '' : `\n${markOf(fence)}`
    if (text.trim() !== '' && text !== fence) this.#parts.push(`${text}${closing}`.replace(/^\n+|\s+$/g, ''))
    this.#lines = fence === null ? [] : [fence]
    this.#length = fence?.length ?? 0
  }
}

const markOf = (fence: string): string => FENCE.exec(fence)?.[1] ?? '```'

/** A line that is too long, split at spaces where possible and never inside a surrogate pair. */
function piecesOf(line: string, max: number): string[] {
  const pieces: string[] = []
  let rest = line
  while (rest.length > max) {
    const space = rest.lastIndexOf(' ', max)
    let at = space > max / 2 ? space : max
    if (/[\ud800-\udbff]/.test(rest[at - 1] ?? '')) at -= 1
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^ /, '')
  }
  return [...pieces, rest]
}
