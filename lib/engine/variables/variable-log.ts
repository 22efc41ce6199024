import { pathKey } from '../state/path-key'
import type { AppliedChange, VariableSet } from './types'

/** The changes of variables that a run has stored: a step that runs again does not repeat its own. */
export class VariableLog {
  private readonly byStep = new Map<string, AppliedChange[]>()
  private readonly byApp = new Map<string, VariableSet[]>()

  constructor(sets: readonly VariableSet[] = []) {
    for (const set of sets) this.add(set)
  }

  add(set: VariableSet): void {
    this.byStep.set(pathKey(set.path), set.changes)
    const app = pathKey(set.app)
    this.byApp.set(app, [...(this.byApp.get(app) ?? []), set])
  }

  changesOf(step: readonly string[]): readonly AppliedChange[] | undefined {
    return this.byStep.size === 0 ? undefined : this.byStep.get(pathKey(step))
  }

  /** In their order. */
  changesIn(app: readonly string[]): AppliedChange[] {
    return (this.byApp.get(pathKey(app)) ?? []).flatMap(({ changes }) => changes)
  }
}
