import type { Json, JsonObject } from '@/lib/core/json'
import type { StoredScope } from '@/lib/graph/variables/declaration'
import type { NodeTask, RunSession } from '../run/run-session'
import type { Stop } from '../run/stop'
import { type AppVariables, changedValue } from './app-variables'
import type { AppliedChange, Assignment, StoredChange } from './types'

/**
 * Applies all changes of a step or none, and emits them as one event before the end of the step. A step that runs
 * again gets the results of its first time. @returns the new values by name
 */
export async function assignVariables(
  session: RunSession,
  task: NodeTask,
  stop: Stop,
  assignments: readonly Assignment[],
): Promise<JsonObject> {
  const { variables } = task.frame.scope
  return variables.inTurn(async () => {
    const storedChanges = session.variables.changesOf(task.path)
    if (storedChanges) return resultsOf(storedChanges)
    stop.throwIfEnded()
    const changes = await apply(session, task, variables, assignments)
    stop.throwIfEnded()
    const { path, node } = task
    const variableSet = { path, nodeId: node.id, app: variables.path, changes }
    session.variables.add(variableSet)
    variables.replay(changes)
    session.emit({ type: 'variable-set', ...variableSet, atMs: session.execution.now() })
    if (changes.some(({ scope }) => scope !== 'run')) await session.committed()
    return resultsOf(changes)
  })
}

async function apply(
  session: RunSession,
  task: NodeTask,
  variables: AppVariables,
  assignments: readonly Assignment[],
): Promise<AppliedChange[]> {
  const requestedChanges = assignments.map(({ variable: name, ...change }) => ({
    ...change,
    variable: variables.declarationOf(name),
  }))
  const isStored = ({ variable }: StoredChange) => storedScopeOf(session, task, variable.scope) !== null
  // Changes within the run come first: if one fails, nothing is stored.
  const runChanges = changeInRun(
    variables,
    requestedChanges.filter((change) => !isStored(change)),
  )
  const stored = await store(session, task, requestedChanges.filter(isStored))
  // Both lists have the order of the assignments.
  return requestedChanges
    .map((change) => (isStored(change) ? stored : runChanges).shift())
    .filter((change) => change !== undefined)
}

/** A later change of the same variable starts from the earlier one. */
function changeInRun(variables: AppVariables, changes: readonly StoredChange[]): AppliedChange[] {
  const drafts = new Map<string, { value: Json; revision: number }>()
  return changes.map((change) => {
    const { name } = change.variable
    const current = drafts.get(name) ?? {
      value: variables.valueOf(name) ?? null,
      revision: variables.revisionOf(name),
    }
    const after = { value: changedValue(change, current.value), revision: current.revision + 1 }
    drafts.set(name, after)
    return applied(change, { ...after, scope: 'run' })
  })
}

/** Everything before a stored change is stored first, as before a node that writes. */
async function store(session: RunSession, task: NodeTask, changes: readonly StoredChange[]): Promise<AppliedChange[]> {
  if (changes.length === 0) return []
  await session.committed()
  const { variables, apps } = task.frame.scope
  const results = await session.execution.ports.variables.write({
    appId: apps.at(-1) ?? '',
    step: task.path.join('/'),
    changes,
  })
  return changes.flatMap((change, index) => {
    const result = results[index]
    if (!result) return []
    const { name, scope } = change.variable
    const isBlind = change.operation === 'set' || change.operation === 'clear'
    const isFirst = changes.findIndex(({ variable }) => variable.name === name) === index
    const isUnread = isBlind && isFirst && result.previousRevision !== variables.revisionOf(name)
    const appliedChange = applied(change, { ...result, scope })
    return [isUnread ? { ...appliedChange, overwrote: result.previousRevision } : appliedChange]
  })
}

function applied(
  { variable, operation, value }: StoredChange,
  after: { value: Json; revision: number; scope: AppliedChange['scope'] },
): AppliedChange {
  return { name: variable.name, operation, value, result: after.value, revision: after.revision, scope: after.scope }
}

/** Null if the value ends with the run, because it has no conversation, end user or app. */
function storedScopeOf({ execution }: RunSession, task: NodeTask, scope: AppliedChange['scope']): StoredScope | null {
  const hasApp = task.frame.scope.apps.length > 0
  return scope !== 'run' && hasApp && execution.ports.variables.keeps(scope) ? scope : null
}

function resultsOf(changes: readonly AppliedChange[]): JsonObject {
  return Object.fromEntries(changes.map(({ name, result }) => [name, result]))
}
