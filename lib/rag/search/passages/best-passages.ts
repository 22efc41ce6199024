import 'server-only'
import type { Database } from '@/lib/db/database'
import type { FusedCandidate } from '../candidates/fuse'
import { type CandidateRow, loadCandidates, type PassageParts } from '../candidates/load-candidates'
import type { SearchScope } from '../search-scope'
import { copiesLast, wholeTextOf } from './duplicates-last'

export interface BestPassagesRequest {
  /** Best first: every candidate that may be among the wanted ones. */
  joined: readonly FusedCandidate[]
  /** All candidates, best first; null if there are no others. */
  whole: (() => Promise<readonly FusedCandidate[]>) | null
  /** Passages that were loaded with the candidates. */
  known: Map<string, CandidateRow> | null
  /** Number of candidates to rerank. */
  wanted: number
  /** Number of passages to return. */
  limit: number
  parts: { vector: Float32Array | null } & Omit<PassageParts, 'dims'>
}

export interface BestPassages {
  /** Candidates to rerank. */
  candidates: FusedCandidate[]
  rest: FusedCandidate[]
  rows: Map<string, CandidateRow>
  /** Whether some of them may be duplicates. */
  hasCopies: boolean
}

/** Loads the best candidates; if these are mostly copies of few texts, others come before the copies. */
export async function bestPassages(
  db: Database,
  scope: SearchScope,
  { joined, whole, known, wanted, limit, parts }: BestPassagesRequest,
): Promise<BestPassages> {
  const withRows = async (readRows: Map<string, CandidateRow>, candidates: readonly FusedCandidate[]) => {
    const missing = candidates.map(({ id }) => id).filter((id) => !readRows.has(id))
    return missing.length === 0
      ? readRows
      : new Map([...readRows, ...(await loadCandidates(db, scope, missing, parts))])
  }
  const byCopies = (candidates: readonly FusedCandidate[], rows: ReadonlyMap<string, CandidateRow>) =>
    copiesLast(candidates, ({ id }) => {
      const row = rows.get(id)
      return row && wholeTextOf(row)
    })
  const candidates = joined.slice(0, wanted)
  const rows = await withRows(known ?? new Map(), candidates)
  const isAll = joined.length <= wanted && whole === null
  const found = byCopies(candidates, rows)
  if (isAll || found.first.length >= limit)
    return { candidates, rest: joined.slice(wanted), rows, hasCopies: found.copies.length > 0 }
  const further = whole ? await whole() : joined
  const all = await withRows(rows, further)
  const { first, copies } = byCopies(further, all)
  const list = [...first, ...copies]
  return { candidates: list.slice(0, wanted), rest: list.slice(wanted), rows: all, hasCopies: true }
}
