import { pathKey } from '../state/path-key'
import type { AppliedChange, VariableSet } from './types'

/** The stored changes of variables in a run. A repeated step reads its changes here instead of applying them again. */
export class VariableLog {
  private readonly byStep = new Map<string, AppliedChange[]>()
  private readonly byApp = new Map<string, VariableSet[]>()

  constructor(sets: readonly VariableSet[] = []) {
    for (const step of sets) this.add(step)
  }

  add(step: VariableSet): void {
    this.byStep.set(pathKey(step.path), step.changes)
    const app = pathKey(step.app)
    this.byApp.set(app, [...(this.byApp.get(app) ?? []), step])
  }

  changesOf(step: readonly string[]): readonly AppliedChange[] | undefined {
    return this.byStep.size === 0 ? undefined : this.byStep.get(pathKey(step))
  }

  /** Changes in their order. */
  changesIn(app: readonly string[]): AppliedChange[] {
    return (this.byApp.get(pathKey(app)) ?? []).flatMap(({ changes }) => changes)
  }
}
