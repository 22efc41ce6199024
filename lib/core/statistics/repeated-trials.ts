/** Probability that at least one of k trials drawn without replacement passes (Chen et al. 2021). */
export function passAtK(trials: number, passed: number, k: number): number {
  return 1 - shareOfDraws(trials - passed, trials, k)
}

/** Probability that all of k trials drawn without replacement pass (Yao et al. 2024, pass^k). */
export function passAllK(trials: number, passed: number, k: number): number {
  return shareOfDraws(passed, trials, k)
}

/** C(part, k) / C(whole, k) without large factorials. */
function shareOfDraws(part: number, whole: number, k: number): number {
  if (k > whole) return Number.NaN
  let share = 1
  for (let draw = 0; draw < k; draw += 1) share *= Math.max(0, part - draw) / (whole - draw)
  return share
}

/** Share of examples whose trials disagree, among those with more than one. Null without such examples. */
export function flipRate(examples: readonly (readonly boolean[])[]): number | null {
  const repeated = examples.filter((trials) => trials.length > 1)
  if (repeated.length === 0) return null
  return repeated.filter((trials) => new Set(trials).size > 1).length / repeated.length
}
