/** From this part of the budget on, the share falls to zero at the end of the budget. */
const FALLS_FROM = 0.8

/** The share of runs that judges score now. */
export function currentShare(
  { share, dailyBudgetMicros }: { share: number; dailyBudgetMicros: number },
  spentMicros: number,
): number {
  if (spentMicros >= dailyBudgetMicros) return 0
  const left = (dailyBudgetMicros - spentMicros) / (dailyBudgetMicros * (1 - FALLS_FROM))
  return share * Math.min(1, left)
}
