import type { GraphIssue } from '@/lib/graph/issue'
import { textRef } from '@/lib/messages/problems/text-ref'

/** Names that become ports must be unique and differ from the node's fixed ports. */
export function findRepeated(
  names: readonly string[],
  { nodeId, path, reserved = [] }: { nodeId: string; path: string; reserved?: readonly string[] },
): GraphIssue[] {
  const seen = new Set(reserved)
  return names.flatMap((name): GraphIssue[] => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    const text = textRef(reserved.includes(name) ? 'nodeSettings.nameReserved' : 'nodeSettings.nameRepeated', { name })
    return [{ code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path }]
  })
}
