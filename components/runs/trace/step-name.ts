import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/state/run-state'
import { isToolListing } from '@/lib/engine/tools/tool-listing'

/** The label of a step; for a node with several tools also the called tool, or that they were listed. */
export function stepName({ path, inputs }: Pick<NodeState, 'path' | 'inputs'>, label: string): string {
  if (isToolListing(path)) return t('runs.toolList', { node: label })
  const isToolCall = path.length > 2 && typeof inputs?.tool === 'string' && Object.hasOwn(inputs, 'arguments')
  return isToolCall ? `${label}: ${inputs.tool}` : label
}
