import type { JsonObject } from '@/lib/core/json'
import { LazyMap } from '@/lib/core/lazy-map'
import type { Plan } from '@/lib/graph/plan'
import type { RunError } from '../events'
import type { RunSeed } from '../resume/run-seed'
import { pathKey } from '../state/path-key'

/**
 * What is known of nodes by their paths: from earlier events and, inside containers that may be tried again, from this
 * drive too. So a container that is tried again goes on as a run does that is taken up again: what has ended stays ended.
 */
export class FrameMemory {
  private readonly ends = new LazyMap<string, JsonObject | null>()
  private readonly failures: LazyMap<string, RunError>
  private readonly starts: LazyMap<string, number>

  constructor(private readonly seed: RunSeed | null) {
    this.failures = new LazyMap(seed?.failures)
    this.starts = new LazyMap(seed?.starts)
  }

  /** Nothing has ended before, as with nearly every run that begins. */
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

  /** @returns outputs or null for skipped, and whether this run has told of it already; undefined when nothing is known. */
  endOf(path: readonly string[]): { outputs: JsonObject | null; isTold: boolean } | undefined {
    if (this.isEmpty) return undefined
    const key = pathKey(path)
    const own = this.ends.get(key)
    if (own !== undefined) return { outputs: own, isTold: true }
    const earlier = this.seed?.completions.get(key)
    return earlier === undefined ? undefined : { outputs: earlier, isTold: this.seed?.resume != null }
  }

  /** What ended a frame for good before. */
  failureIn(plan: Plan, path: readonly string[]): RunError | null {
    if (this.failures.size === 0) return null
    for (const node of plan.nodes) {
      const failure = this.failures.get(pathKey([...path, node.id]))
      if (failure) return failure
    }
    return null
  }

  /** Of a container that is tried again: its frames may fail anew. */
  forgetFailures(path: readonly string[]): void {
    if (this.failures.size > 0) dropUnder(this.failures, path)
  }

  /** Of a container that has ended for good. */
  forgetInside(path: readonly string[]): void {
    if (this.ends.size > 0) dropUnder(this.ends, path)
  }
}

function dropUnder(map: Pick<LazyMap<string, unknown>, 'keys' | 'delete'>, path: readonly string[]): void {
  const prefix = `${pathKey(path)}/`
  for (const key of map.keys()) if (key.startsWith(prefix)) map.delete(key)
}
