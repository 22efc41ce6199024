import 'server-only'
import type { Json } from '@/lib/core/json'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { findPassages, writePassages } from '../passages'

export interface PassageBook {
  /** In order of their numbers, from 1. */
  passages: RetrievedPassage[]
  /** What the model reads of a tool's result. Passages get numbers that stay theirs for the whole run. */
  write(result: Json): string
}

export function createPassageBook(): PassageBook {
  const passages: RetrievedPassage[] = []
  const numberOf = (passage: RetrievedPassage): number => {
    const known = passages.findIndex((item) => item.chunkId === passage.chunkId)
    return known === -1 ? passages.push(passage) : known + 1
  }
  return {
    passages,
    write(result) {
      if (typeof result === 'string') return result
      const found = findPassages(result)
      if (found.length > 0) return writePassages(found, found.map(numberOf))
      return Array.isArray(result) && result.length === 0 ? 'Nothing was found.' : JSON.stringify(result)
    },
  }
}
