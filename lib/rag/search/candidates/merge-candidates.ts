import type { FusedCandidate } from './fuse'

const RANK_CONSTANT = 10

/** Fuses the lists of several wordings by reciprocal rank; a single list is returned unchanged. */
export function joinCandidates(lists: readonly (readonly FusedCandidate[])[]): FusedCandidate[] {
  const [only] = lists
  if (lists.length < 2) return [...(only ?? [])]
  const joined = new Map<string, FusedCandidate & { sum: number }>()
  for (const list of lists) {
    for (const [index, candidate] of list.entries()) {
      const share = 1 / (RANK_CONSTANT + index + 1)
      const existing = joined.get(candidate.id)
      if (!existing) joined.set(candidate.id, { ...candidate, sum: share })
      else {
        existing.sum += share
        existing.vectorRank = better(existing.vectorRank, candidate.vectorRank)
        existing.keywordRank = better(existing.keywordRank, candidate.keywordRank)
        existing.similarity = Math.max(existing.similarity ?? -1, candidate.similarity ?? -1)
        existing.words = Math.max(existing.words, candidate.words)
      }
    }
  }
  const best = Math.max(...[...joined.values()].map(({ sum }) => sum))
  return [...joined.values()]
    .map(({ sum, ...candidate }) => ({ ...candidate, fused: sum / best, joined: sum / best }))
    .sort((a, b) => b.fused - a.fused)
}

function better(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
