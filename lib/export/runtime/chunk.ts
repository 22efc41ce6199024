const MAX_CHARACTERS = 900

export interface Chunk {
  headings: string[]
  text: string
  start: number
  end: number
}

/** Paragraphs put together up to about 900 characters, under their Markdown headings. */
export function chunkText(text: string): Chunk[] {
  const chunks: Chunk[] = []
  const headings: string[] = []
  for (const { 0: paragraph, index } of text.matchAll(/\S[\s\S]*?(?=\n\s*\n|$(?![\s\S]))/g)) {
    const heading = /^(#{1,6})\s+(.+)$/.exec(paragraph.trim())
    if (heading) {
      headings.splice((heading[1] ?? '').length - 1, Infinity, (heading[2] ?? '').trim())
      continue
    }
    const path = headings.filter((title) => title !== undefined)
    for (const piece of split(paragraph, index)) append(chunks, { ...piece, headings: path }, text)
  }
  return chunks
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

/** Long paragraphs are cut between sentences. */
function split(paragraph: string, offset: number): Omit<Chunk, 'headings'>[] {
  const pieces: Omit<Chunk, 'headings'>[] = []
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(paragraph)) {
    const last = pieces.at(-1)
    if (last && last.text.length + segment.length <= MAX_CHARACTERS) last.text += segment
    else pieces.push({ text: segment, start: offset + index, end: 0 })
  }
  return pieces.map(({ text, start }) => ({ text: text.trimEnd(), start, end: start + text.trimEnd().length }))
}
