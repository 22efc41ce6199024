import type { ScoredSentence } from './score-sentences'

const MAX_SENTENCES = 2
/** Minimum score of a second sentence relative to the first. */
const MIN_RELATIVE_SCORE = 0.86

/** Selects the sentences to quote, in the order of the passages. */
export function pickSentences(scored: readonly ScoredSentence[]): ScoredSentence[] {
  const best = scored[0]
  if (!best) return []
  const picked = [best]
  for (const next of scored.slice(1)) {
    if (picked.length >= MAX_SENTENCES || next.score < best.score * MIN_RELATIVE_SCORE) break
    if (!picked.some(({ sentence }) => sentence.text === next.sentence.text)) picked.push(next)
  }
  return picked.sort((a, b) => a.passage - b.passage || a.sentence.start - b.sentence.start)
}
