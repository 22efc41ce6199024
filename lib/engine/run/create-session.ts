import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RunEvent } from '../events'
import type { Execution } from '../execution'
import { FrameMemory } from '../frames/frame-memory'
import type { FrameOutcome, NodeDefinition } from '../node-definition'
import { Waits } from '../pauses/pending-inputs'
import { VariableLog } from '../variables/variable-log'
import { runAttempts } from './run-attempts'
import type { FrameRequest, RunSession } from './run-session'

export interface SessionParts {
  emit(event: RunEvent): void
  runFrame(request: FrameRequest): Promise<FrameOutcome>
  /** The store rejected an event: another driver owns the run now. */
  onLost(cause: unknown): void
}

const NOTHING_TO_STORE = Promise.resolve()

export function createSession(execution: Execution, { emit, runFrame, onLost }: SessionParts): RunSession {
  const definitions = new Map<string, NodeDefinition | Promise<NodeDefinition>>()
  const seed = execution.seed ?? null
  const session: RunSession = {
    execution,
    memory: new FrameMemory(seed),
    emit,
    runFrame,
    waits: new Waits(seed),
    variables: new VariableLog(seed?.variables.sets),
    steps: new Map(seed?.steps),
    definition(type) {
      const definition = definitions.get(type) ?? execution.definitions(type)
      definitions.set(type, definition)
      return definition
    },
    runTask: (task) => runAttempts(session, task),
    committed() {
      if (!execution.store) return NOTHING_TO_STORE
      return execution.store.committed().catch((cause: unknown) => {
        onLost(cause)
        throw new AppError('CANCELLED', problem('engine.takenOver'), { cause })
      })
    },
  }
  return session
}
