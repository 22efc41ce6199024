import { compareRarest, type QuestionSketch } from '../../vectors/sketch-similarities'
import type { FusedCandidate } from './fuse'

/**
 * Weight in the fused score; keywords and vectors share the rest. Between 1/2 and 5/6 it makes no
 * difference.
 */
const TOKENS_SHARE = 2 / 3

/**
 * Re-sorts the loaded part of the fused list by the similarity of the question's rarest tokens to
 * the nearest tokens of each passage. The list stays unchanged if one of them has no token sketches.
 * @param loaded number of leading candidates with a row
 * @param share weight of tokens, overridden by the benchmark
 */
export function joinByTokens(
  joined: readonly FusedCandidate[],
  loaded: number,
  rows: ReadonlyMap<string, { signs: Uint8Array | null }>,
  question: QuestionSketch | null,
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
