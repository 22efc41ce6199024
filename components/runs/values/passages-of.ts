import { z } from 'zod'
import type { Json } from '@/lib/core/json'

const Place = {
  chunkId: z.string(),
  documentName: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
}

export interface Passage extends z.infer<z.ZodObject<typeof Place>> {
  /** Number in the list, or of the citation. */
  number: number
  headings: string[]
  text: string
  /** null for citations, which have no rank. */
  score: number | null
}

const Found = z.object({ ...Place, headings: z.array(z.string()), text: z.string(), score: z.number() })
const Cited = z.object({ ...Place, number: z.number().int(), quote: z.string() })

/** Passages found by a Retriever or cited by an answer; null for every other value. */
export function passagesOf(value: Json): Passage[] | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const found = z.array(Found).safeParse(value).data
  if (found) return found.map((passage, index) => ({ ...passage, number: index + 1 }))
  const cited = z.array(Cited).safeParse(value).data
  return cited?.map(({ quote, ...place }) => ({ ...place, headings: [], text: quote, score: null })) ?? null
}

/** `Handbook › Care, page 3` without the name of the document. */
export function placeIn(
  { headings, page }: Pick<Passage, 'headings' | 'page'>,
  pageText: (page: number) => string,
): string {
  return [...headings, ...(page === null ? [] : [pageText(page)])].join(' › ')
}
