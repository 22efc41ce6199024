import type { Json } from '@/lib/core/json'
import { type RunSeed, stepKey } from './run-seed'

/** The answers that a run has, and what it has asked for already. */
export class Waits {
  private readonly told: Set<string>
  private open = 0

  constructor(private readonly seed: RunSeed | null) {
    this.told = new Set(seed?.told)
  }

  /** True when somebody can be expected to answer: a run without one would wait for ever. */
  get hasOpen(): boolean {
    return this.open > 0
  }

  /** @param tell is called where the question is new. */
  ask(path: readonly string[], key: string, tell: () => void): Json | undefined {
    const name = stepKey(path, key)
    const answer = this.seed?.answers.get(name)
    if (answer !== undefined) return answer
    this.open += 1
    if (this.told.has(name)) return undefined
    this.told.add(name)
    tell()
    return undefined
  }
}
