import type { Json } from '@/lib/core/json'
import { LazyMap, LazySet } from '@/lib/core/lazy-map'
import { type RunSeed, stepKey } from '../resume/run-seed'

/** The answers of a run and its open questions. */
export class Waits {
  private readonly loggedSteps: LazySet<string>
  private readonly open = new LazySet<string>()
  /** Answers that arrived during this execution. */
  private readonly fresh = new LazyMap<string, Json>()

  constructor(private readonly seed: RunSeed | null) {
    this.loggedSteps = new LazySet(seed?.loggedSteps)
  }

  /** Whether a question is open; without one, a paused run would wait forever. */
  get hasOpen(): boolean {
    return this.open.size > 0
  }

  /** The answer to a question, if there is one. @param emitQuestion called for a new question */
  request(path: readonly string[], key: string, emitQuestion: () => void): Json | undefined {
    const name = stepKey(path, key)
    const answer = this.fresh.has(name) ? this.fresh.get(name) : this.seed?.answers.get(name)
    if (answer !== undefined) return answer
    this.open.add(name)
    if (this.loggedSteps.has(name)) return undefined
    this.loggedSteps.add(name)
    emitQuestion()
    return undefined
  }

  /** @returns whether the answer is expected and not present yet */
  take(path: readonly string[], key: string, answer: Json): boolean {
    const name = stepKey(path, key)
    if (!this.open.delete(name)) return false
    this.fresh.set(name, answer)
    return true
  }
}
