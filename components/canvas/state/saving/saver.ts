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
  let { graph: saved, revision } = options
  let wanted = saved
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  let blocked = false

  function schedule(waitMs: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), waitMs)
  }
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    running ??= run().finally(() => {
      running = null
    })
    return running
  }
  async function run(): Promise<boolean> {
    while (wanted !== saved) {
      if (blocked) return false
      const graph = wanted
      onStatus('saving', null)
      try {
        const answer = await save(graph, revision)
        revision = answer.revision
        saved = graph
      } catch (error) {
        return giveUp(error)
      }
    }
    onStatus('saved', null)
    return true
  }
  function giveUp(error: unknown): false {
    const code = codeOf(error)
    if (code === 'CONFLICT') blocked = true
    if (code === 'UNAVAILABLE') schedule(retryMs)
    // Server errors may be temporary. A rejected graph is rejected again until it changes.
    if (RETRIED_CODES.has(code)) schedule(retryMs * FAILED_FACTOR)
    if (code === 'CONFLICT') onStatus('conflict', error)
    else onStatus(code === 'UNAVAILABLE' ? 'offline' : 'failed', error)
    return false
  }

  return {
    change(graph) {
      wanted = graph
      if (blocked) return
      if (graph === saved && running === null) onStatus('saved', null)
      else onStatus('unsaved', null)
      schedule(delayMs)
    },
    flush,
    resolve(fresh, overwrite, graph) {
      blocked = false
      revision = fresh
      wanted = graph
      if (!overwrite) saved = graph
      return flush()
    },
    revision: () => revision,
    isDirty: () => wanted !== saved,
    stop: () => clearTimeout(timer),
  }
}
