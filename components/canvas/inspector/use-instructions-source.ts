import type { Graph, GraphNode } from '@/lib/graph/graph'
import { useEditorState } from '../state/editor-context'

/** Config fields with the instructions of a node that calls a model. */
const FIELDS = ['system', 'instructions'] as const

export interface InstructionsSource {
  /** The field of this node that stays empty. */
  field: string
  node: GraphNode
}

/**
 * The connected Prompt whose instructions a node uses while its own field is empty. This keeps instructions
 * in one place.
 */
export function useInstructionsSource(node: GraphNode): InstructionsSource | null {
  const field = FIELDS.find((name) => node.config[name] === '')
  const source = useEditorState(({ graph }) => (field === undefined ? undefined : promptBefore(graph, node.id)))
  return field !== undefined && source ? { field, node: source } : null
}

function promptBefore({ edges, nodes }: Graph, id: string): GraphNode | undefined {
  const sources = edges.flatMap(({ from, to }) => (to.node === id && to.port === 'prompt' ? [from.node] : []))
  return nodes.find((node) => node.type === 'prompt' && sources.includes(node.id) && givesInstructions(node))
}

function givesInstructions({ config: { messages } }: GraphNode): boolean {
  if (!Array.isArray(messages)) return false
  return messages.some(
    (message) =>
      typeof message === 'object' &&
      message !== null &&
      !Array.isArray(message) &&
      message.role === 'system' &&
      typeof message.content === 'string' &&
      message.content.trim() !== '',
  )
}
