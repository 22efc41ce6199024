import { type Citation, type Passage, toCitations } from './values'

const MAX_QUOTE_CHARACTERS = 400

/** Numbered and delimited, so that a model does not confuse them with its instructions. */
export function writePassages(passages: readonly Passage[], numbers: readonly number[] = []): string {
  return passages
    .map((passage, index) => {
      const page = passage.page === null ? [] : [`page ${passage.page}`]
      const source = [passage.documentName, ...passage.headings, ...page].join(' › ').replace(/["<>\n]/g, ' ')
      const text = passage.text.replace(/<(\/?passage)/gi, '‹$1')
      return `<passage number="${numbers[index] ?? index + 1}" source="${source}">\n${text}\n</passage>`
    })
    .join('\n')
}

/** The passages that a text cites as [1] or [1, 3], each once, in order of first mention. */
export function findCitations(text: string, passages: readonly Passage[]): Citation[] {
  const numbers = [...text.matchAll(/\[(\d{1,3}(?:\s*[,;]\s*\d{1,3}){0,9})\]/g)].flatMap((match) =>
    (match[1] ?? '').split(/[,;]/).map((part) => Number(part.trim())),
  )
  return [...new Set(numbers)].flatMap((number) => {
    const passage = passages[number - 1]
    return passage ? [toCitation(number, passage)] : []
  })
}

export function toCitation(number: number, passage: Passage): Citation {
  const { chunkId, documentId, documentName, page, start, end, text } = passage
  const quote = text.length <= MAX_QUOTE_CHARACTERS ? text : `${text.slice(0, MAX_QUOTE_CHARACTERS - 1).trimEnd()}…`
  return { number, chunkId, documentId, documentName, page, start, end, quote }
}

/** The citations of a text, or all passages if it cites none. */
export function passagesAsCitations(cited: unknown, passages: readonly Passage[] | undefined): Citation[] | undefined {
  const citations = toCitations(cited)
  if (citations.length > 0 || passages === undefined) return cited === undefined ? undefined : citations
  return passages.map((passage, index) => toCitation(index + 1, passage))
}
