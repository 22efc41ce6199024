import { z } from 'zod'
import type { Json, JsonObject } from './json'

export const CitationSchema = z.object({
  number: z.number().int(),
  chunkId: z.string(),
  documentName: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string().default(''),
})
export type Citation = z.infer<typeof CitationSchema>

const PassageSchema = z.object({
  chunkId: z.string(),
  documentName: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
})

/** The citations of an answer. Without citations in the text, the passages it is based on. */
export function citationsOf(outputs: JsonObject | null): Citation[] {
  if (!outputs) return []
  const cited = parseList(CitationSchema, outputs.citations)
  if (cited.length > 0) return cited
  return parseList(PassageSchema, outputs.documents).map(({ text, ...passage }, index) => ({
    ...passage,
    number: index + 1,
    quote: text,
  }))
}

function parseList<T>(schema: z.ZodType<T>, value: Json | undefined): T[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
}
