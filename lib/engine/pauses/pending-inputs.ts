import type { Json } from '@/lib/core/json'
import { LazyMap, LazySet } from '@/lib/core/lazy-map'
import { type RunSeed, stepKey } from '../resume/run-seed'

/** The answers that a run has, and what it has asked for already. */
export class Waits {
  private readonly told: LazySet<string>
  private readonly open = new LazySet<string>()
  /** Those that came while the run goes on. */
  private readonly fresh = new LazyMap<string, Json>()

  constructor(private readonly seed: RunSeed | null) {
    this.told = new LazySet(seed?.told)
  }

  /** True when somebody can be expected to answer: a run without one would wait for ever. */
  get hasOpen(): boolean {
    return this.open.size > 0
  }

  /** @param tell is called where the question is new. */
  ask(path: readonly string[], key: string, tell: () => void): Json | undefined {
    const name = stepKey(path, key)
    const answer = this.fresh.has(name) ? this.fresh.get(name) : this.seed?.answers.get(name)
    if (answer !== undefined) return answer
    this.open.add(name)
    if (this.told.has(name)) return undefined
    this.told.add(name)
    tell()
    return undefined
  }

  /** @returns whether this is an answer that is wanted and not there yet */
  take(path: readonly string[], key: string, answer: Json): boolean {
    const name = stepKey(path, key)
    if (!this.open.delete(name)) return false
    this.fresh.set(name, answer)
    return true
  }
}
