import 'server-only'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import type { CellRunner, ExperimentCase } from './cell-runner'
import type { Cell, ExperimentStore } from './experiment-store'

const AT_ONCE = 6

export type End = 'done' | 'later' | 'spent' | 'stopped'

interface DriveCells {
  row: ExperimentRow
  store: ExperimentStore
  runner: CellRunner
  cells: readonly (readonly [Cell, ExperimentCase])[]
  signal: AbortSignal
  untilMs: number
}

/** Runs the cells that have no answer yet, until all are answered, the time is over or the budget is spent. */
export async function driveCells({ row, store, runner, cells, signal, untilMs }: DriveCells): Promise<End> {
  const known = new Map((await store.results()).map((result) => [keyOf(result), result]))
  const open = cells.filter(([cell]) => (known.get(keyOf(cell))?.status ?? 'running') === 'running')
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  let end = 'done' as End
  const worker = async (): Promise<void> => {
    for (let next = open.shift(); next && !both.aborted; next = open.shift()) {
      if (row.budgetMicros !== null && store.spentMicros >= row.budgetMicros) end = 'spent'
      else if (performance.now() >= untilMs) end = 'later'
      if (end !== 'done') return
      const [cell, testCase] = next
      const runId = known.get(keyOf(cell))?.runId ?? null
      if (await runner.run(cell, testCase, runId, both)) continue
      end = 'stopped'
      stop.abort()
    }
  }
  const workers = Array.from({ length: AT_ONCE }, worker)
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(workers)
    if (end !== 'stopped' || signal.aborted) throw error
  }
  signal.throwIfAborted()
  return end
}

const keyOf = ({ variant, exampleId, trial }: Cell): string => `${variant} ${exampleId} ${trial}`
