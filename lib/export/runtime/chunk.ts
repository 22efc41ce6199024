const MAX_CHARACTERS = 900

export interface Chunk {
  headings: string[]
  text: string
  start: number
  end: number
}

/** Combines paragraphs up to about 900 characters, under their Markdown headings. */
export function chunkText(text: string): Chunk[] {
  const chunks: Chunk[] = []
  const headings: string[] = []
  for (const { text: block, start } of blocksOf(text)) {
    const heading = /^(#{1,6})[ \t]+(.+)$/.exec(block)
    if (heading) {
      headings.splice((heading[1] ?? '').length - 1, Number.POSITIVE_INFINITY, (heading[2] ?? '').trim())
      continue
    }
    for (const piece of split(block, start)) append(chunks, { ...piece, headings: [...headings] }, text)
  }
  return chunks
}

/** Paragraphs separated by empty lines; a heading is a block of its own. */
function blocksOf(text: string): { text: string; start: number }[] {
  const blocks: { text: string; start: number }[] = []
  let isOpen = false
  let start = 0
  for (const line of text.split('\n')) {
    const last = blocks.at(-1)
    const isHeading = /^#{1,6}[ \t]/.test(line)
    if (line.trim() === '') isOpen = false
    else if (isOpen && !isHeading && last) last.text = text.slice(last.start, start + line.length)
    else blocks.push({ text: line, start })
    if (line.trim() !== '') isOpen = !isHeading
    start += line.length + 1
  }
  return blocks
}

function append(chunks: Chunk[], piece: Chunk, text: string): void {
  const last = chunks.at(-1)
  const isSamePlace = last !== undefined && last.headings.join('\n') === piece.headings.join('\n')
  if (isSamePlace && piece.end - last.start <= MAX_CHARACTERS) {
    last.end = piece.end
    last.text = text.slice(last.start, last.end)
  } else {
    chunks.push(piece)
  }
}

/** Splits long paragraphs between sentences. */
function split(paragraph: string, offset: number): Omit<Chunk, 'headings'>[] {
  const pieces: Omit<Chunk, 'headings'>[] = []
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(paragraph)) {
    const last = pieces.at(-1)
    if (last && last.text.length + segment.length <= MAX_CHARACTERS) last.text += segment
    else pieces.push({ text: segment, start: offset + index, end: 0 })
  }
  return pieces.map(({ text, start }) => ({ text: text.trimEnd(), start, end: start + text.trimEnd().length }))
}
