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
  /** Tells the saver what the drawing is now; it is saved when nothing changed for `delayMs`. */
  change(graph: Graph): void
  /** Saves at once. False when it could not be saved. */
  flush(): Promise<boolean>
  /** Continues after a conflict from the revision that the server has now. */
  resolve(revision: number, mine: boolean, graph: Graph): Promise<boolean>
  revision(): number
  isDirty(): boolean
  stop(): void
}

/** How much more seldom a server is asked that answers with a failure than one that is away. */
const FAILED_FACTOR = 3
const ASKED_AGAIN: ReadonlySet<string> = new Set(['INTERNAL', 'RATE_LIMITED'])

/** Whether the failure says nothing of the drawing: it is saved once the server is well again, or somebody has signed in. */
export function mayBeSavedLater(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'UNAVAILABLE' || code === 'UNAUTHENTICATED' || ASKED_AGAIN.has(code)
}

const codeOf = (error: unknown) => (AppError.isInstance(error) ? error.code : 'INTERNAL')

/** One save at a time, always of the newest drawing. Nothing is written over a revision that this tab has not seen. */
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
    // A server that fails may be well again soon; what refuses the drawing itself says the same until it is changed.
    if (ASKED_AGAIN.has(code)) schedule(retryMs * FAILED_FACTOR)
    onStatus(code === 'CONFLICT' ? 'conflict' : code === 'UNAVAILABLE' ? 'offline' : 'failed', error)
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
    resolve(fresh, mine, graph) {
      blocked = false
      revision = fresh
      wanted = graph
      if (!mine) saved = graph
      return flush()
    },
    revision: () => revision,
    isDirty: () => wanted !== saved,
    stop: () => clearTimeout(timer),
  }
}
