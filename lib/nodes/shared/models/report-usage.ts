import type { ModelCallFields } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'

/** Records a call's usage and its route's decisions in the trace. */
export function reportUsage(ctx: Pick<NodeContext, 'usage' | 'decided'>, { usage, decisions }: ModelCallFields): void {
  for (const decision of decisions) ctx.decided(decision)
  if (usage) ctx.usage(usage)
}
