import 'server-only'
import { z } from 'zod'
import { type Json, JsonSchema } from '@/lib/core/json'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { findPassages, writePassages } from '../shared/passages/passages'

/** Result of a Retriever used as a tool. */
const Search = z.strictObject({ documents: z.array(JsonSchema), reason: z.string() })

export interface PassageNumbers {
  /** Passages in order of their numbers, from 1. */
  passages: RetrievedPassage[]
  /** Text of a tool result for the model. Passages keep their number for the whole run. */
  write(result: Json): string
}

/** @param known passages given to the model in its prompt */
export function createPassageNumbers(known: readonly RetrievedPassage[] = []): PassageNumbers {
  const passages: RetrievedPassage[] = [...known]
  const numberOf = (passage: RetrievedPassage): number => {
    const index = passages.findIndex((item) => item.chunkId === passage.chunkId)
    return index === -1 ? passages.push(passage) : index + 1
  }
  return {
    passages,
    write(result) {
      if (typeof result === 'string') return result
      const search = Search.safeParse(result)
      const found = findPassages(search.success ? search.data.documents : result)
      if (found.length > 0) return writePassages(found, found.map(numberOf))
      if (search.success && search.data.reason !== '') return search.data.reason
      return Array.isArray(result) && result.length === 0 ? 'Nothing was found.' : JSON.stringify(result)
    },
  }
}
