import 'server-only'
import type { Database } from '@/lib/db/database'
import { readIndexWords } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/segment'
import { holdersOf, idfOf } from './rank-chunks'

export interface TermStatistics {
  chunkCount: number
  /** Inverse document frequency: ln(1 + (N - n + 0.5) / (n + 0.5)). */
  idf(term: string): number
}

/** Document frequency of each term in the index. */
export async function readTermStatistics(
  db: Database,
  scope: SegmentOwner,
  terms: readonly string[],
): Promise<TermStatistics> {
  const { segments, totals } = await readIndexWords(db, scope, terms)
  const holders = new Map(holdersOf(segments, terms.length).map((count, index) => [terms[index] ?? '', count]))
  return { chunkCount: totals.chunkCount, idf: (term) => idfOf(totals.chunkCount, holders.get(term) ?? 0) }
}
