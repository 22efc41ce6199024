import { momentsOf } from './moments'

export interface VarianceComponents {
  between: number
  within: number
  /** Variance of the mean over all examples and repeats. */
  ofMean: number
}

/**
 * One-way random-effects ANOVA of a balanced design (Searle, Casella and McCulloch 1992): whether more examples or more
 * repeats narrow the interval. Null with fewer than two examples or repeats.
 */
export function varianceComponents(examples: readonly (readonly number[])[]): VarianceComponents | null {
  const repeats = Math.min(...examples.map((trials) => trials.length))
  if (examples.length < 2 || repeats < 2) return null
  const moments = examples.map((trials) => momentsOf(trials.slice(0, repeats)))
  const withinVariance = moments.reduce((sum, { variance }) => sum + variance, 0) / examples.length
  const betweenSquare = repeats * momentsOf(moments.map(({ mean }) => mean)).variance
  const between = Math.max(0, (betweenSquare - withinVariance) / repeats)
  return {
    between,
    within: withinVariance,
    ofMean: between / examples.length + withinVariance / (examples.length * repeats),
  }
}
