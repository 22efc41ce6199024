import { AppError } from '@/lib/core/app-error'
import type { PlanNode } from '@/lib/graph/plan'
import type { Execution } from '../execution'

/** What an agent reads in the place of a result. */
export const LEFT_OUT_RESULT = 'Not done: this is a trial run that changes nothing. Go on as if it had been done.'

/** Thrown where a shadow would have to wait for somebody. */
export const LEFT_OUT = new AppError('CANCELLED', 'A shadow waits for nobody.')

/** Whether a shadow leaves the node out: it changes something itself, or its result is a person's consent. */
export function isLeftOut({ isShadow = false }: Execution, node: PlanNode): boolean {
  return isShadow && (writesItself(node) || node.isConsent)
}

/** An agent and a sub-app write through what they run, and each of that is looked at by itself. */
export const writesItself = ({ effect, delegates }: PlanNode): boolean => effect === 'write' && !delegates
