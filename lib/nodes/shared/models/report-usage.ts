import type { NodeContext } from '@/lib/engine/node-definition'
import type { Asked } from '@/lib/engine/ports'

/** Puts what a call used, and what its route decided, into the trace. */
export function tellAsked(ctx: Pick<NodeContext, 'usage' | 'decided'>, { usage, decisions }: Asked): void {
  for (const decision of decisions) ctx.decided(decision)
  if (usage) ctx.usage(usage)
}
