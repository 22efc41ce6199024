export interface FusedCandidate {
  id: string
  vectorRank: number | null
  keywordRank: number | null
  /** Sum of 1 / (k + rank) over the lists that hold it. */
  fused: number
}

/** A small k trusts the first places: both lists are good, and what both put first is nearly always right. */
const RANK_CONSTANT = 10

/** Reciprocal rank fusion of the two channels, best first. */
export function fuseRanks(byVector: readonly string[], byTerms: readonly string[]): FusedCandidate[] {
  const candidates = new Map<string, FusedCandidate>()
  const add = (list: readonly string[], key: 'vectorRank' | 'keywordRank') => {
    for (const [index, id] of list.entries()) {
      const candidate = candidates.get(id) ?? { id, vectorRank: null, keywordRank: null, fused: 0 }
      candidate[key] = index + 1
      candidate.fused += 1 / (RANK_CONSTANT + index + 1)
      candidates.set(id, candidate)
    }
  }
  add(byVector, 'vectorRank')
  add(byTerms, 'keywordRank')
  return [...candidates.values()].sort((a, b) => b.fused - a.fused)
}
