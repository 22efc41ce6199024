import { compareRarest, type SignQuestion } from '../../vectors/sketch-similarities'
import type { FusedCandidate } from './fuse'

/** Of the joined score; words and meaning have the rest. Between a half and five sixths it makes no difference (docs/benchmarks.md). */
const TOKENS_SHARE = 2 / 3

/**
 * The joined list, its loaded part put anew by how near each of the question's rarest tokens comes to one of the
 * passage's. As it was where the index keeps nothing of the tokens of one of these passages.
 * @param loaded as many of the list's first ones as have a row
 * @param share of tokens in the joined score, for the bench that tries others
 */
export function joinByTokens(
  joined: readonly FusedCandidate[],
  loaded: number,
  rows: ReadonlyMap<string, { signs: Uint8Array | null }>,
  question: SignQuestion | null,
  share = TOKENS_SHARE,
): FusedCandidate[] {
  const best = joined[0]?.fused || 1
  const compared: FusedCandidate[] = []
  for (const candidate of question ? joined.slice(0, loaded) : []) {
    const row = rows.get(candidate.id)
    // Deleted since it was found.
    if (!row) continue
    if (!question || !row.signs) return [...joined]
    const tokens = Math.max(0, compareRarest(question, row.signs))
    compared.push({ ...candidate, joined: (1 - share) * (candidate.fused / best) + share * tokens })
  }
  if (compared.length === 0) return [...joined]
  const rest = joined.slice(loaded).map((it) => ({ ...it, joined: (1 - share) * (it.fused / best) }))
  return [...compared.sort((a, b) => b.joined - a.joined), ...rest]
}
