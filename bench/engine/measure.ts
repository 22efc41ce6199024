export interface Measured {
  medianMs: number
  fastMs: number
  /** CPU time of all threads including garbage collection, hardly affected by other load. */
  cpuMs: number
  runs: number
}

/** Runs the work repeatedly, and returns the median, the tenth fastest of a hundred, and the CPU time of one. */
export async function measure(
  work: () => Promise<unknown>,
  { warmups = 20, forMs = 2_000, least = 5 } = {},
): Promise<Measured> {
  for (let run = 0; run < warmups; run += 1) await work()
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  const until = performance.now() + forMs
  while (times.length < least || performance.now() < until) {
    const startedMs = performance.now()
    await work()
    times.push(performance.now() - startedMs)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN
  return {
    medianMs: quantile(0.5),
    fastMs: quantile(0.1),
    cpuMs: (user + system) / 1_000 / times.length,
    runs: times.length,
  }
}

export const micros = (ms: number, nodes: number): string => ((ms * 1_000) / nodes).toFixed(2)

export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  process.stdout.write(`\n## ${title}\n| ${head.join(' | ')} |\n|${head.map(() => '---|').join('')}\n`)
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`)
}
