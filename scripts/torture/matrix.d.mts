export interface TortureCell {
  runs: number
  /** Runs that another process took over. */
  takenOver: number
  writes: number
  /** Requests that were sent again under the same key. */
  repeatedWrites: number
  problems: string[]
}
export function tortureWith(options: {
  fault: string
  workloads: string[]
  runs: number
  seconds: number
  say?: (line: string) => void
}): Promise<{ fault: string; seconds: number; ended: number; cells: Record<string, TortureCell> }>
