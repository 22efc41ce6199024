import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Citation, RetrievedPassage } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'

const PassageSchema: z.ZodType<RetrievedPassage> = z.object({
  chunkId: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  knowledgeBaseId: z.string(),
  headings: z.array(z.string()),
  text: z.string(),
  page: z.number().nullable(),
  start: z.number(),
  end: z.number(),
  vectorRank: z.number().nullable(),
  keywordRank: z.number().nullable(),
  fusedScore: z.exactOptional(z.number()),
  fusedRank: z.exactOptional(z.number()),
  similarity: z.exactOptional(z.number().nullable()),
  wordScore: z.exactOptional(z.number()),
  confidence: z.exactOptional(z.number()),
  score: z.number(),
})

const PassagesSchema = z.array(PassageSchema)
const MAX_QUOTE_CHARACTERS = 400

/** Parses the passages of a Retriever. @throws INVALID_INPUT for anything else. */
export function readPassages(value: Json | undefined): RetrievedPassage[] {
  if (value === undefined || value === null) return []
  const parsed = PassagesSchema.safeParse(value)
  if (!parsed.success) {
    throw new AppError('INVALID_INPUT', problem('nodes.notPassages'))
  }
  return parsed.data
}

/** Returns the passages of a tool result, if it is a list of them. */
export function findPassages(value: Json): RetrievedPassage[] {
  if (!Array.isArray(value)) return []
  const parsed = PassagesSchema.safeParse(value)
  return parsed.success ? parsed.data : []
}

/**
 * Numbers and fences passages, so that a model can distinguish them from instructions.
 * @param numbers Numbers of the passages; counted from 1 if absent
 */
export function writePassages(passages: readonly RetrievedPassage[], numbers: readonly number[] = []): string {
  return passages
    .map((passage, index) => {
      const where = [
        passage.documentName,
        ...passage.headings,
        ...(passage.page === null ? [] : [`page ${passage.page}`]),
      ]
      const source = where.join(' › ').replace(/["<>\n]/g, ' ')
      const text = passage.text.replace(/<(\/?passage)/gi, '‹$1')
      return `<passage number="${numbers[index] ?? index + 1}" source="${source}">\n${text}\n</passage>`
    })
    .join('\n')
}

/** The passages that a text cites as [1] or [1, 3], each once, in order of first mention. */
export function findCitations(text: string, passages: readonly RetrievedPassage[]): Citation[] {
  if (passages.length === 0) return []
  const numbers = [...text.matchAll(/\[(\d{1,3}(?:\s*[,;]\s*\d{1,3}){0,9})\]/g)].flatMap((match) =>
    (match[1] ?? '').split(/[,;]/).map((part) => Number(part.trim())),
  )
  return [...new Set(numbers)].flatMap((number) => {
    const passage = passages[number - 1]
    return passage ? [toCitation(number, passage)] : []
  })
}

export function toCitation(number: number, passage: RetrievedPassage): Citation {
  const { chunkId, documentId, documentName, page, start, end, text } = passage
  const quote = text.length <= MAX_QUOTE_CHARACTERS ? text : `${text.slice(0, MAX_QUOTE_CHARACTERS - 1).trimEnd()}…`
  return { number, chunkId, documentId, documentName, page, start, end, quote }
}

export function citationsToJson(citations: readonly Citation[]): JsonObject[] {
  return citations.map((citation) => ({ ...citation }))
}

export function passagesToJson(passages: readonly RetrievedPassage[]): JsonObject[] {
  return passages.map((passage) => ({ ...passage }))
}
