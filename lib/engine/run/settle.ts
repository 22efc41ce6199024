import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { PlanNode } from '@/lib/graph/plan'
import type { RunEvent } from '../events'
import type { NodeOutcome, NodeTask } from './run-session'
import { toRunError } from './to-app-error'

type Ended = Extract<NodeOutcome, { type: 'done' | 'failed' | 'stopped' }>

/** The event of a node's end, and the outputs with which its frame continues, or null if it does not. */
export function settle(
  { node, path }: NodeTask,
  outcome: Ended,
  atMs: number,
): { event: RunEvent; outputs: JsonObject | null } {
  const { durationMs } = outcome
  const nodeId = node.id
  if (outcome.type === 'done') {
    const { outputs } = outcome
    return { event: { type: 'node-end', outputs, path, nodeId, atMs, durationMs }, outputs }
  }
  const outputs = outcome.type === 'failed' ? outputsOnError(node, outcome.error) : null
  const error = toRunError(outcome.error, node.id)
  const handled = outputs !== null
  const event = { type: 'node-error' as const, error, handled, path, nodeId, atMs, durationMs }
  return { event: outputs ? { ...event, outputs } : event, outputs }
}

function outputsOnError(node: PlanNode, error: AppError): JsonObject | null {
  switch (node.policy.onError) {
    case 'default':
      return node.policy.defaultOutputs ?? {}
    case 'port':
      return { error: { code: error.code, message: error.message } }
    case 'fail':
      return null
  }
}
