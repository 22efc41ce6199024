import { indexTermsOf } from '../../text/terms'
import { yieldToEventLoop } from '../../text/yield-to-event-loop'
import { addOnce, IN_CONTEXT, IN_TEXT, type Postings, type Segment } from './segment'

const MAX_LENGTH = 65_535
/** Chunks between yields, which take one or two milliseconds. */
const CHUNKS_AT_A_TIME = 8

export interface NumberedChunk {
  /** Ascending over the chunks. */
  number: number
  text: string
  context: string
  /** ISO 639-1; defaults to English. */
  language?: string | undefined
}

/** Builds the keyword segment of some chunks. Yields to the event loop. @param chunks ordered by number */
export async function makeSegment(chunks: readonly NumberedChunk[]): Promise<Segment> {
  const postings = new Map<string, Postings>()
  const textLengths = new Uint16Array(chunks.length)
  const contextLengths = new Uint16Array(chunks.length)
  for (const [index, { text, context, language }] of chunks.entries()) {
    if (index % CHUNKS_AT_A_TIME === CHUNKS_AT_A_TIME - 1) await yieldToEventLoop()
    const inText = indexTermsOf(text, language)
    const inContext = indexTermsOf(context, language)
    textLengths[index] = Math.min(MAX_LENGTH, inText.length)
    contextLengths[index] = Math.min(MAX_LENGTH, inContext.length)
    for (const term of inText) count(postings, term, index, IN_TEXT)
    for (const term of inContext) count(postings, term, index, IN_CONTEXT)
  }
  return { numbers: Float64Array.from(chunks, ({ number }) => number), textLengths, contextLengths, postings }
}

/** Counts an occurrence in the current chunk, which can only be the last position of a list. */
function count(
  postings: Map<string, Postings>,
  term: string,
  index: number,
  place: typeof IN_TEXT | typeof IN_CONTEXT,
): void {
  const list = postings.get(term)
  if (!list) {
    postings.set(term, { places: [index], counts: [place] })
    return
  }
  const last = list.places.length - 1
  if (list.places[last] === index) list.counts[last] = addOnce(list.counts[last] ?? 0, place)
  else {
    list.places.push(index)
    list.counts.push(place)
  }
}
