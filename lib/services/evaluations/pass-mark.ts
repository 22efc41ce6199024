import type { ScorerSettings } from '@/lib/contracts/scorers'

/** The value from which a score passes. Scorers without a setting answer yes or no. */
export const passMark = (scorer: ScorerSettings): number => ('passAt' in scorer ? scorer.passAt : 1)
