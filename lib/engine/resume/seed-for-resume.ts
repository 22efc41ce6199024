import type { Json, JsonObject } from '@/lib/core/json'
import type { RunError, RunEvent } from '../events'
import { pathKey } from '../state/path-key'
import type { VariableSet, VariableValues } from '../variables/types'
import { type RunSeed, stepKey } from './run-seed'

/**
 * Resumes where the stored events of a run end. The reason is `answer` if one arrived since the
 * last execution.
 * @param events all stored events, including `node-resume` for every answer.
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
  readonly loggedSteps = new Set<string>()
  readonly starts = new Map<string, number>()
  readonly variables: { initial: VariableValues | null; sets: VariableSet[] } = { initial: null, sets: [] }
  readonly resume: NonNullable<RunSeed['resume']> = { startedAtMs: 0, reason: 'recovery' }
  /** Waiting nodes, and their containers, by `pathKey`. Their next start is not another attempt. */
  private readonly paused = new Set<string>()

  add(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.resume.startedAtMs = event.atMs
        this.variables.initial = event.variables ?? {}
        return
      case 'run-resume':
        this.resume.reason = 'recovery'
        return
      case 'node-start':
        this.noteStart(pathKey(event.path))
        return
      case 'node-step':
        if (!event.step.error) this.steps.set(stepKey(event.path, event.step.key), event.step.output)
        return
      case 'variable-set':
        this.variables.sets.push(event)
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
        this.loggedSteps.add(stepKey(event.path, event.key))
        this.notePause(event.path)
        return
      case 'node-resume':
        this.answers.set(stepKey(event.path, event.key), event.answer)
        this.resume.reason = 'answer'
        return
      default:
        return
    }
  }

  private noteStart(key: string): void {
    this.starts.set(key, (this.starts.get(key) ?? 0) + 1)
    this.paused.delete(key)
  }

  /** A node may ask several questions in one attempt. A path is a node, followed by pairs of frame and node. */
  private notePause(path: readonly string[]): void {
    for (let length = path.length; length > 0; length -= 2) {
      const key = pathKey(path.slice(0, length))
      if (this.paused.has(key)) continue
      this.paused.add(key)
      this.starts.set(key, Math.max(0, (this.starts.get(key) ?? 0) - 1))
    }
  }

  /** A retried container reopens the frames that had failed. */
  private forgetFailures(container: string): void {
    for (const key of this.failures.keys()) if (key.startsWith(`${container}/`)) this.failures.delete(key)
  }
}
