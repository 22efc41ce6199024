import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'

export type SaveStatus = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'failed'

export interface SaverOptions {
  graph: Graph
  revision: number
  save: (graph: Graph, revision: number) => Promise<{ revision: number }>
  onStatus: (status: SaveStatus, error: unknown) => void
  delayMs?: number
  retryMs?: number
}

export interface Saver {
  /** Schedules a save of the current graph after `delayMs` without changes. */
  change(graph: Graph): void
  /** Saves immediately. Returns false if that failed. */
  flush(): Promise<boolean>
  /** Continues after a conflict from the server's current revision. */
  resolve(revision: number, overwrite: boolean, graph: Graph): Promise<boolean>
  revision(): number
  isDirty(): boolean
  stop(): void
}

/** Backoff factor after a server error, compared with an unreachable server. */
const FAILED_FACTOR = 3
const RETRIED_CODES: ReadonlySet<string> = new Set(['INTERNAL', 'RATE_LIMITED'])

/** Whether the failure is independent of the graph, so that a retry can succeed later or after sign-in. */
export function mayBeSavedLater(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'UNAVAILABLE' || code === 'UNAUTHENTICATED' || RETRIED_CODES.has(code)
}

const codeOf = (error: unknown) => (AppError.isInstance(error) ? error.code : 'INTERNAL')

/** Runs one save at a time, always of the newest graph. Never overwrites a revision that this tab has not loaded. */
export function createSaver(options: SaverOptions): Saver {
  const { save, onStatus, delayMs = 600, retryMs = 3_000 } = options
  let { graph: savedGraph, revision } = options
  let newestGraph = savedGraph
  let timer: ReturnType<typeof setTimeout> | undefined
  let currentRun: Promise<boolean> | null = null
  let isBlocked = false

  function schedule(waitMs: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), waitMs)
  }
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    currentRun ??= run().finally(() => {
      currentRun = null
    })
    return currentRun
  }
  async function run(): Promise<boolean> {
    while (newestGraph !== savedGraph) {
      if (isBlocked) return false
      const graph = newestGraph
      onStatus('saving', null)
      try {
        const result = await save(graph, revision)
        revision = result.revision
        savedGraph = graph
      } catch (error) {
        return giveUp(error)
      }
    }
    onStatus('saved', null)
    return true
  }
  function giveUp(error: unknown): false {
    const code = codeOf(error)
    if (code === 'CONFLICT') isBlocked = true
    if (code === 'UNAVAILABLE') schedule(retryMs)
    // Server errors may be temporary. A rejected graph is rejected again until it changes.
    if (RETRIED_CODES.has(code)) schedule(retryMs * FAILED_FACTOR)
    if (code === 'CONFLICT') onStatus('conflict', error)
    else onStatus(code === 'UNAVAILABLE' ? 'offline' : 'failed', error)
    return false
  }

  return {
    change(graph) {
      newestGraph = graph
      if (isBlocked) return
      if (graph === savedGraph && currentRun === null) onStatus('saved', null)
      else onStatus('unsaved', null)
      schedule(delayMs)
    },
    flush,
    resolve(fresh, overwrite, graph) {
      isBlocked = false
      revision = fresh
      newestGraph = graph
      if (!overwrite) savedGraph = graph
      return flush()
    },
    revision: () => revision,
    isDirty: () => newestGraph !== savedGraph,
    stop: () => clearTimeout(timer),
  }
}
