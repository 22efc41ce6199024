interface Wanted {
  value: number
  weight: number
}

/** The non-decreasing values that are closest to the wanted ones (isotonic regression by pooling adjacent violators). */
export function monotone(targets: readonly Wanted[]): number[] {
  const pools: { value: number; weight: number; count: number }[] = []
  for (const { value, weight } of targets) {
    let pool = { value, weight, count: 1 }
    for (let last = pools.at(-1); last && last.value > pool.value; last = pools.at(-1)) {
      const sum = last.weight + pool.weight
      pool = {
        value: (last.value * last.weight + pool.value * pool.weight) / sum,
        weight: sum,
        count: last.count + pool.count,
      }
      pools.pop()
    }
    pools.push(pool)
  }
  return pools.flatMap(({ value, count }) => Array.from({ length: count }, () => value))
}
