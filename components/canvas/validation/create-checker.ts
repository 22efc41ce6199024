import type { GraphIssue } from '@/lib/graph/issue'
import { MANY_NODES } from '../state/flow-elements'
import type { CheckInput } from './check-graph'

export interface Checker {
  /** Checks a graph. Requests during a check wait, and only the newest of them runs. */
  check(input: CheckInput): void
  stop(): void
}

/** A large graph is checked in a worker, because it would block the page for several frames. */
export function createChecker(onIssues: (issues: readonly GraphIssue[]) => void): Checker {
  let worker: Worker | null = null
  let current: CheckInput | null = null
  let waiting: CheckInput | null = null
  let newest: CheckInput | null = null

  function start(): Worker {
    const created = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
    created.onmessage = (event: MessageEvent<GraphIssue[]>) => {
      const next = waiting
      current = waiting = null
      // Outdated result; the next one is on its way.
      if (next) send(next)
      else onIssues(event.data)
    }
    created.onerror = () => {
      // Fallback if workers are blocked.
      const input = waiting ?? current
      created.terminate()
      worker = current = waiting = null
      if (input) void checkHere(input)
    }
    return created
  }
  function send(input: CheckInput): void {
    if (current) {
      waiting = input
      return
    }
    current = input
    worker ??= start()
    worker.postMessage(input)
  }
  /** The rules are loaded separately from the canvas, which works without them. */
  async function checkHere(input: CheckInput): Promise<void> {
    newest = input
    const { checkGraph } = await import('./check-graph')
    if (newest === input) onIssues(checkGraph(input))
  }
  return {
    check(input) {
      if (input.graph.nodes.length <= MANY_NODES) void checkHere(input)
      else send(input)
    },
    stop: () => worker?.terminate(),
  }
}
