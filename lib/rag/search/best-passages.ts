import 'server-only'
import type { Database } from '@/lib/db/database'
import { copiesLast, wholeTextOf } from './copies-last'
import type { FusedCandidate } from './fuse'
import { type CandidateRow, loadCandidates, type PassageParts } from './load-candidates'
import type { SearchScope } from './search-scope'

export interface BestPassagesRequest {
  joined: readonly FusedCandidate[]
  /** Passages that came with the candidates. */
  ahead: Map<string, CandidateRow> | null
  /** To be put in order. */
  wanted: number
  /** To be given. */
  limit: number
  parts: { vector: Float32Array | null } & Omit<PassageParts, 'dims'>
}

export interface BestPassages {
  /** Those that are put in order. */
  candidates: FusedCandidate[]
  rest: FusedCandidate[]
  rows: Map<string, CandidateRow>
}

/** The best so many with their passages; where these are mostly copies of few texts, others come before the copies. */
export async function bestPassages(
  db: Database,
  scope: SearchScope,
  { joined, ahead, wanted, limit, parts }: BestPassagesRequest,
): Promise<BestPassages> {
  const withRows = async (known: Map<string, CandidateRow>, candidates: readonly FusedCandidate[]) => {
    const missing = candidates.map(({ id }) => id).filter((id) => !known.has(id))
    return missing.length === 0 ? known : new Map([...known, ...(await loadCandidates(db, scope, missing, parts))])
  }
  const byCopies = (candidates: readonly FusedCandidate[], rows: ReadonlyMap<string, CandidateRow>) =>
    copiesLast(candidates, ({ id }) => {
      const row = rows.get(id)
      return row && wholeTextOf(row)
    })
  const candidates = joined.slice(0, wanted)
  const rows = await withRows(ahead ?? new Map(), candidates)
  if (joined.length <= wanted || byCopies(candidates, rows).first.length >= limit)
    return { candidates, rest: joined.slice(wanted), rows }
  const all = await withRows(rows, joined)
  const { first, copies } = byCopies(joined, all)
  const list = [...first, ...copies]
  return { candidates: list.slice(0, wanted), rest: list.slice(wanted), rows: all }
}
