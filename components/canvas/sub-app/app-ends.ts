import type { Graph, GraphNode, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'

/** Nodes through which values enter and leave an app. */
export interface AppEnds {
  input: GraphNode | undefined
  answer: GraphNode
  /** The node that only combines named values for the Answer. */
  merge: GraphNode | undefined
}

/** Null if the app has several inputs or answers, or no answer. */
export function appEnds(app: Graph, manifests: ManifestLookup): AppEnds | null {
  const ofRole = (role: string) => app.nodes.filter((node) => manifests(node.type)?.role === role && !node.disabled)
  const [inputs, answers] = [ofRole('start'), ofRole('answer')]
  const [answer] = answers
  if (inputs.length > 1 || answers.length > 1 || !answer) return null
  return { input: inputs[0], answer, merge: mergeBefore(app, answer) }
}

function mergeBefore(app: Graph, answer: GraphNode): GraphNode | undefined {
  const [source] = sourcesOf(app, { node: answer.id, port: 'data' })
  const node = app.nodes.find(({ id }) => id === source?.node)
  const isOnlyForAnswer = app.edges.every(({ from, to }) => from.node !== node?.id || to.node === answer.id)
  return node?.type === 'merge' && node.config.mode === 'all' && isOnlyForAnswer ? node : undefined
}

/** Sources of a port, in order of priority. */
export function sourcesOf({ edges }: Graph, port: PortRef): PortRef[] {
  return edges.flatMap(({ from, to }) => (to.node === port.node && to.port === port.port ? [from] : []))
}

/** The source of a Sub-app node's output. */
export function sourcesOfOutput(app: Graph, { answer, merge }: AppEnds, node: GraphNode, port: string): PortRef[] {
  const isNamed = Array.isArray(node.config.gives) && node.config.gives.length > 0
  if (isNamed) return merge ? sourcesOf(app, { node: merge.id, port }) : []
  return port === 'text' ? sourcesOf(app, { node: answer.id, port: 'text' }) : []
}
