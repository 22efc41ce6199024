import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { isEnvironmentKey } from '@/lib/graph/environment/environment-variable'
import { applyOperation } from '@/lib/graph/variables/apply-operation'
import type { VariableDeclaration } from '@/lib/graph/variables/declaration'
import { problem } from '@/lib/messages/problems/problem'
import type { AppliedChange, StoredChange, VariableValue, VariableValues } from './types'

/** The variables of a running app: of the whole run, or of a sub-app. Their state is a fold over its changes. */
export class AppVariables {
  private readonly values = new Map<string, VariableValue>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    /** Path of the app's frame. */
    readonly path: string[],
    private readonly declared: readonly VariableDeclaration[],
    /** Values from before the run: of variables, and of the environment. */
    initial: VariableValues = {},
  ) {
    for (const { name, default: value } of declared) {
      const stored = Object.hasOwn(initial, name) ? initial[name] : undefined
      this.values.set(name, stored ?? { value, revision: 0 })
    }
    for (const [key, value] of Object.entries(initial)) if (isEnvironmentKey(key)) this.values.set(key, value)
  }

  valueOf(name: string): Json | undefined {
    return this.values.get(name)?.value
  }

  revisionOf(name: string): number {
    return this.values.get(name)?.revision ?? 0
  }

  /** @throws INVALID_INPUT for an unknown name */
  declarationOf(name: string): VariableDeclaration {
    const found = this.declared.find((variable) => variable.name === name)
    if (!found) throw new AppError('INVALID_INPUT', problem('variables.unknown', { name }))
    return found
  }

  /** Applies earlier changes of variables that still exist. */
  replay(changes: readonly AppliedChange[]): void {
    for (const { name, result, revision } of changes)
      if (this.values.has(name)) this.values.set(name, { value: result, revision })
  }

  /** Runs the work of one step at a time, so that changes apply in the order of their events. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }
}

/** The new value of a variable. @throws INVALID_INPUT */
export function changedValue({ variable, ...change }: StoredChange, current: Json): Json {
  const changed = applyOperation(variable, current, change)
  if (changed.ok) return changed.value
  const { name, type, maxCharacters } = variable
  if (changed.reason === 'unfit') {
    const { operation } = change
    throw new AppError('INVALID_INPUT', problem('variables.unfit', { name, type, operation }))
  }
  const { characters } = changed
  throw new AppError('INVALID_INPUT', problem('variables.tooLong', { name, characters, max: maxCharacters }))
}
