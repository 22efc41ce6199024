import 'server-only'
import { retry } from '@/lib/db/errors/retry'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import type { RunStore } from '@/lib/engine/execution'
import { pathKey } from '@/lib/engine/state/path-key'
import { log } from '@/lib/platform/log'
import { eventLog } from './run-services'
import { storeInputsWhileRunning } from './suspend-run'
import type { Drive, PendingPause } from './types'

/** Numbers events and passes them to readers at once and to the log. The last one is kept back until it is stored. */
export class DriveStore implements RunStore {
  readonly #drive: Drive
  readonly #pauses = new Map<string, PendingPause>()
  #storing: Promise<void> | null = null
  end: StoredRunEvent | null = null

  constructor(drive: Drive) {
    this.#drive = drive
    for (const pause of drive.before?.pauses ?? []) this.#pauses.set(keyOf(pause.path, pause.key), pause)
  }

  append(newEvent: RunEvent): void {
    const { active, run, system } = this.#drive
    if (this.end || active.isReleased()) return
    const stored = active.number(newEvent)
    if (isLast(stored.event)) {
      this.end = stored
      return
    }
    active.show(stored)
    eventLog(system).append(run.id, stored)
    const { event } = stored
    if (event.type === 'node-pause') this.#addPause(event)
    if (event.type === 'node-resume') this.#pauses.delete(keyOf(event.path, event.key))
  }

  committed(): Promise<void> {
    return eventLog(this.#drive.system).committed(this.#drive.run.id)
  }

  /** Whether this drive may have stored pending inputs. Waits until those in progress are stored. */
  async hasPausedBefore(): Promise<boolean> {
    if (this.#storing === null) return false
    await this.#storing
    return true
  }

  pauses(): PendingPause[] {
    return [...this.#pauses.values()]
  }

  /** Stores the pause at once, while other branches continue. If that fails, `suspendRun` stores it. */
  #addPause({ path, key, nodeId, request }: Extract<RunEvent, { type: 'node-pause' }>): void {
    const pause = { path, key, nodeId, request }
    this.#pauses.set(keyOf(path, key), pause)
    const { system, run } = this.#drive
    const stored = retry(() => system.db.transaction((tx) => storeInputsWhileRunning(tx, system, run, [pause]))).catch(
      (cause: unknown) => log().warn({ cause, runId: this.#drive.run.id }, 'failed to store a wait; will retry'),
    )
    this.#storing = Promise.all([this.#storing, stored]).then(() => {})
  }
}

const keyOf = (path: readonly string[], key: string) => `${pathKey(path)}#${key}`

const isLast = (event: RunEvent) => event.type === 'run-end' || event.type === 'run-error' || event.type === 'run-pause'
