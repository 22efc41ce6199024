/** Agreement of two raters on the same items. */
export interface Agreement {
  observed: number
  /** Cohen 1960. Null if chance alone agrees on everything. */
  kappa: number | null
  /** Gwet 2008; stays meaningful when one class dominates. */
  ac1: number | null
}

export function agreementOf(pairs: readonly (readonly [string, string])[]): Agreement | null {
  const count = pairs.length
  if (count === 0) return null
  const classes = [...new Set(pairs.flat())]
  const share = (isCounted: (pair: readonly [string, string]) => boolean) => pairs.filter(isCounted).length / count
  const observed = share(([first, second]) => first === second)
  let [byChance, byClass] = [0, 0]
  for (const name of classes) {
    const [first, second] = [share((pair) => pair[0] === name), share((pair) => pair[1] === name)]
    byChance += first * second
    const prevalence = (first + second) / 2
    byClass += prevalence * (1 - prevalence)
  }
  const gwet = classes.length < 2 ? 0 : byClass / (classes.length - 1)
  return { observed, kappa: beyondChance(observed, byChance), ac1: beyondChance(observed, gwet) }
}

const beyondChance = (observed: number, chance: number) => (chance >= 1 ? null : (observed - chance) / (1 - chance))
