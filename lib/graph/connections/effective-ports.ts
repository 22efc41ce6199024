import type { GraphNode } from '../graph'
import type { NodeManifest } from '../manifest'
import { isCapabilityKind, type NodePorts, type Port } from '../ports'

export const TOOL_PORT: Port = {
  id: 'tool',
  label: 'Tool',
  kind: 'tool',
  description: 'Offers this node to an agent. Its inputs become the parameters.',
}
export const ERROR_PORT: Port = {
  id: 'error',
  label: 'Error',
  kind: 'json',
  description: 'Code and message when the node fails.',
}
export const WHEN_PORT: Port = {
  id: 'when',
  label: 'When',
  kind: 'any',
  description: 'The node runs only if a value arrives here.',
}

/** All ports of a node on the canvas and in the plan: those of its manifest, and the common ones. */
export function effectivePorts(node: Pick<GraphNode, 'config' | 'policy'>, manifest: NodeManifest): NodePorts {
  const ports = manifestPorts(node, manifest)
  const outputs = [...ports.outputs]
  if (manifest.tool) addPort(outputs, TOOL_PORT)
  if (node.policy?.onError === 'port') addPort(outputs, ERROR_PORT)
  return { ...ports, outputs, ...(hasControl(manifest, ports) ? { when: WHEN_PORT } : {}) }
}

/** Every step has the control port, unless it starts the run, only offers a capability, or has an input of this name. */
function hasControl({ role }: NodeManifest, { inputs, outputs }: NodePorts): boolean {
  if (role === 'start' || role === 'note' || inputs.some(({ id }) => id === WHEN_PORT.id)) return false
  return role === 'answer' || outputs.some(({ kind }) => !isCapabilityKind(kind))
}

/** An invalid config gets the ports of a new node, so that the canvas can draw it. */
function manifestPorts(node: Pick<GraphNode, 'config'>, manifest: NodeManifest): NodePorts {
  const parsed = manifest.config.safeParse(node.config)
  if (parsed.success) return manifest.ports(parsed.data)
  const fallback = manifest.config.safeParse({})
  return fallback.success ? manifest.ports(fallback.data) : { inputs: [], outputs: [] }
}

function addPort(ports: Port[], port: Port): void {
  if (!ports.some((existing) => existing.id === port.id)) ports.push(port)
}
