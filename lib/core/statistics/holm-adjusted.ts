/** Step-down adjusted p values for several comparisons (Holm 1979), in the order given. */
export function holmAdjusted(values: readonly number[]): number[] {
  const adjusted = new Array<number>(values.length).fill(1)
  let largest = 0
  const ascending = [...values.entries()].sort(([, a], [, b]) => a - b)
  for (const [rank, [index, p]] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * p))
    adjusted[index] = largest
  }
  return adjusted
}
