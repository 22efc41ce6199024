/** Mean and sample variance; the variance of fewer than two values is 0. */
export function momentsOf(values: ArrayLike<number>): { count: number; mean: number; variance: number } {
  const count = values.length
  let mean = 0
  for (let index = 0; index < count; index += 1) mean += values[index] ?? 0
  mean = count === 0 ? 0 : mean / count
  let squares = 0
  for (let index = 0; index < count; index += 1) squares += ((values[index] ?? 0) - mean) ** 2
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) }
}
