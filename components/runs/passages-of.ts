import { z } from 'zod'
import type { Json } from '@/lib/core/json'

const PassageSchema = z.object({
  chunkId: z.string(),
  documentName: z.string(),
  headings: z.array(z.string()),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  score: z.number(),
})
export type Passage = z.infer<typeof PassageSchema>

const PassagesSchema = z.array(PassageSchema).min(1)

/** What a Retriever found, or was given on. null for every other value. */
export function passagesOf(value: Json): Passage[] | null {
  if (!Array.isArray(value)) return null
  return PassagesSchema.safeParse(value).data ?? null
}

/** `Handbook › Care, page 3` without the name of the document. */
export function placeIn({ headings, page }: Passage, pageText: (page: number) => string): string {
  return [...headings, ...(page === null ? [] : [pageText(page)])].join(' › ')
}
