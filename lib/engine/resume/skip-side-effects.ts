import { AppError } from '@/lib/core/app-error'
import type { PlanNode } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { Execution } from '../execution'

/** Result shown to an agent instead of a real one. */
export const LEFT_OUT_RESULT = 'Not done: this is a trial run that changes nothing. Go on as if it had been done.'

/** Thrown when a shadow run would have to wait. */
export const LEFT_OUT = new AppError('CANCELLED', problem('engine.shadowDoesNotWait'))

/**
 * Whether a shadow run skips the node, because it writes itself or because its result is the consent of a
 * person.
 */
export function isLeftOut({ isShadow = false }: Execution, node: PlanNode): boolean {
  return isShadow && (writesItself(node) || node.isConsent)
}

/** Agents and sub-apps write through the nodes that they run, which are checked individually. */
export const writesItself = ({ effect, delegates }: PlanNode): boolean => effect === 'write' && !delegates
