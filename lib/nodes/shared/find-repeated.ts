import type { GraphIssue } from '@/lib/graph/issue'

/** Names that become ports must be unique and differ from the node's fixed ports. */
export function findRepeated(
  names: readonly string[],
  { nodeId, path, word, reserved = [] }: { nodeId: string; path: string; word: string; reserved?: readonly string[] },
): GraphIssue[] {
  const seen = new Set(reserved)
  return names.flatMap((name): GraphIssue[] => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    const message = reserved.includes(name)
      ? `“${name}” is the name of another port here. Choose another name for the ${word}.`
      : `Two ${word}s are called “${name}”. Give each its own name.`
    return [{ code: 'INVALID_CONFIG', severity: 'error', message, nodeId, path }]
  })
}
