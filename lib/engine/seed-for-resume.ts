import type { Json, JsonObject } from '@/lib/core/json'
import type { RunError, RunEvent } from './events'
import { pathKey } from './path-key'
import { type RunSeed, stepKey } from './run-seed'

/**
 * Goes on where the stored events of a run end. The reason is `answer` when one came in since the run was last driven.
 * @param events all that are stored, `node-resume` for every answer included.
 */
export function seedForResume(events: Iterable<RunEvent>): RunSeed {
  const fold = new SeedFold()
  for (const event of events) fold.add(event)
  return fold
}

class SeedFold implements RunSeed {
  readonly completions = new Map<string, JsonObject | null>()
  readonly failures = new Map<string, RunError>()
  readonly steps = new Map<string, Json>()
  readonly answers = new Map<string, Json>()
  readonly told = new Set<string>()
  readonly starts = new Map<string, number>()
  readonly resume: NonNullable<RunSeed['resume']> = { startedAtMs: 0, reason: 'recovery' }

  add(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.resume.startedAtMs = event.atMs
        return
      case 'run-resume':
        this.resume.reason = 'recovery'
        return
      case 'node-start':
        this.starts.set(pathKey(event.path), (this.starts.get(pathKey(event.path)) ?? 0) + 1)
        return
      case 'node-step':
        if (!event.step.error) this.steps.set(stepKey(event.path, event.step.key), event.step.output)
        return
      case 'node-end':
        this.completions.set(pathKey(event.path), event.outputs)
        return
      case 'node-skip':
        this.completions.set(pathKey(event.path), null)
        return
      case 'node-error':
        if (event.handled) this.completions.set(pathKey(event.path), event.outputs ?? {})
        else this.failures.set(pathKey(event.path), event.error)
        return
      case 'node-retry':
        this.forgetFailures(pathKey(event.path))
        return
      case 'node-pause':
        this.told.add(stepKey(event.path, event.key))
        return
      case 'node-resume':
        this.answers.set(stepKey(event.path, event.key), event.answer)
        this.resume.reason = 'answer'
        return
      default:
        return
    }
  }

  /** A container that is tried again opens the frames anew that had failed. */
  private forgetFailures(container: string): void {
    for (const key of this.failures.keys()) if (key.startsWith(`${container}/`)) this.failures.delete(key)
  }
}
