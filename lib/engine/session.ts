import type { Plan } from '@/lib/graph/plan'
import type { Execution } from './execution'
import type { NodeDefinition } from './node-definition'
import { runAttempts } from './run-attempts'
import type { RunSession } from './run-session'

export function createSession(
  plan: Plan,
  execution: Execution,
  { emit, valueAt }: Pick<RunSession, 'emit' | 'valueAt'>,
): RunSession {
  const definitions = new Map<string, Promise<NodeDefinition>>()
  const session: RunSession = {
    plan,
    execution,
    emit,
    valueAt,
    definition(type) {
      const known = definitions.get(type) ?? execution.definitions(type)
      definitions.set(type, known)
      return known
    },
    runTask: (task) => runAttempts(session, task),
    steps: new Map(execution.seed?.steps),
  }
  return session
}
