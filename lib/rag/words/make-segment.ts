import { indexTermsOf } from '../text/terms'
import { breathe } from './breathe'
import { type Postings, packCounts, type Segment } from './segment'

const LONGEST = 65_535
/** Takes a millisecond or two. */
const CHUNKS_AT_A_TIME = 8

export interface NumberedChunk {
  /** Rising from one chunk to the next. */
  number: number
  text: string
  context: string
  /** ISO 639-1; absent: English. */
  language?: string | undefined
}

/** The words of some chunks. Lets others work in between. @param chunks in the order of their numbers */
export async function makeSegment(chunks: readonly NumberedChunk[]): Promise<Segment> {
  const postings = new Map<string, Postings>()
  const textLengths = new Uint16Array(chunks.length)
  const contextLengths = new Uint16Array(chunks.length)
  for (const [place, { text, context, language }] of chunks.entries()) {
    if (place % CHUNKS_AT_A_TIME === CHUNKS_AT_A_TIME - 1) await breathe()
    const inText = indexTermsOf(text, language)
    const inContext = indexTermsOf(context, language)
    textLengths[place] = Math.min(LONGEST, inText.length)
    contextLengths[place] = Math.min(LONGEST, inContext.length)
    const counts = new Map<string, [number, number]>()
    for (const [field, terms] of [inText, inContext].entries()) {
      for (const term of terms) {
        const count = counts.get(term) ?? [0, 0]
        count[field] = (count[field] ?? 0) + 1
        counts.set(term, count)
      }
    }
    for (const [term, [texts, contexts]] of counts) {
      const list = postings.get(term)
      if (list) {
        list.places.push(place)
        list.counts.push(packCounts(texts, contexts))
      } else postings.set(term, { places: [place], counts: [packCounts(texts, contexts)] })
    }
  }
  return { numbers: Float64Array.from(chunks, ({ number }) => number), textLengths, contextLengths, postings }
}
