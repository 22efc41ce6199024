import type { JsonObject } from '@/lib/core/json'
import { LazyMap } from '@/lib/core/lazy-map'
import type { Plan } from '@/lib/graph/plan'
import type { RunError } from '../events'
import type { RunSeed } from '../resume/run-seed'
import { pathKey } from '../state/path-key'

/**
 * Results of nodes by path: from earlier events and, inside containers that may be retried, from
 * this execution. A retried container therefore resumes like a run: completed nodes are not repeated.
 */
export class FrameMemory {
  private readonly ends = new LazyMap<string, JsonObject | null>()
  private readonly failures: LazyMap<string, RunError>
  private readonly starts: LazyMap<string, number>

  constructor(private readonly seed: RunSeed | null) {
    this.failures = new LazyMap(seed?.failures)
    this.starts = new LazyMap(seed?.starts)
  }

  /** Whether there are no earlier results, as in nearly every new run. */
  get isEmpty(): boolean {
    return this.ends.size === 0 && !this.seed
  }

  startsBefore(path: readonly string[]): number {
    return this.starts.size === 0 ? 0 : (this.starts.get(pathKey(path)) ?? 0)
  }

  noteStarts(path: readonly string[], count: number): void {
    this.starts.set(pathKey(path), count)
  }

  noteEnd(path: readonly string[], outputs: JsonObject | null): void {
    this.ends.set(pathKey(path), outputs)
  }

  /** @returns outputs, or null for skipped, and whether this run has already emitted it; undefined if unknown. */
  endOf(path: readonly string[]): { outputs: JsonObject | null; isEmitted: boolean } | undefined {
    if (this.isEmpty) return undefined
    const key = pathKey(path)
    const stored = this.ends.get(key)
    if (stored !== undefined) return { outputs: stored, isEmitted: true }
    const earlier = this.seed?.completions.get(key)
    return earlier === undefined ? undefined : { outputs: earlier, isEmitted: this.seed?.resume != null }
  }

  /** The error that ended a frame permanently before. */
  failureIn(plan: Plan, path: readonly string[]): RunError | null {
    if (this.failures.size === 0) return null
    for (const node of plan.nodes) {
      const failure = this.failures.get(pathKey([...path, node.id]))
      if (failure) return failure
    }
    return null
  }

  /** Clears failures in a container that is retried, whose frames may fail again. */
  forgetFailures(path: readonly string[]): void {
    if (this.failures.size > 0) dropUnder(this.failures, path)
  }

  /** Clears the frames of a container that has ended. */
  forgetInside(path: readonly string[]): void {
    if (this.ends.size > 0) dropUnder(this.ends, path)
  }
}

function dropUnder(map: Pick<LazyMap<string, unknown>, 'keys' | 'delete'>, path: readonly string[]): void {
  const prefix = `${pathKey(path)}/`
  for (const key of map.keys()) if (key.startsWith(prefix)) map.delete(key)
}
