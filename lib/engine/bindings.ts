import { raise } from '@/lib/core/app-error'
import type { PlanBinding, PlanNode } from '@/lib/graph/plan'
import { createContext } from './node-context'
import type { Capability } from './node-definition'
import { createNodeTool } from './node-tool'
import { renderConfig } from './render-config'
import { resolveInputs } from './resolve-inputs'
import type { RunSession } from './run-session'
import { uniqueToolName } from './tool-spec'

interface Consumer {
  node: PlanNode
  path: string[]
  signal: AbortSignal
}

/** What is plugged into a node's capability ports, made anew for every attempt of the node. */
export async function makeBindings(session: RunSession, consumer: Consumer): Promise<Record<string, Capability[]>> {
  const takenNames = new Set<string>()
  const made: [string, Capability[]][] = []
  for (const [port, bindings] of Object.entries(consumer.node.bindings)) {
    const capabilities: Capability[] = []
    for (const binding of bindings) capabilities.push(await makeCapability(session, consumer, binding, takenNames))
    made.push([port, capabilities])
  }
  return Object.fromEntries(made)
}

async function makeCapability(
  session: RunSession,
  consumer: Consumer,
  binding: PlanBinding,
  takenNames: Set<string>,
): Promise<Capability> {
  const node = session.plan.nodes[binding.node] ?? raise('INTERNAL', `No node ${binding.node} in the plan`)
  const definition = await session.definition(node.type)
  if (definition.bind) {
    const path = [...consumer.path, node.id]
    // Edges into a node that is only plugged in fix values; a step's edges belong to its own run.
    const inputs = node.isStep ? {} : resolveInputs(node, session.valueAt)
    const config = renderConfig(node, { plan: session.plan, inputs, valueAt: session.valueAt })
    const bindings = await makeBindings(session, { node, path, signal: consumer.signal })
    const ctx = createContext(session, { node, path, signal: consumer.signal, bindings })
    return definition.bind({ port: binding.port, config, ctx })
  }
  if (binding.port !== 'tool') raise('INTERNAL', `“${node.label}” offers nothing on its port ${binding.port}`)
  const name = uniqueToolName(node.label, takenNames)
  return createNodeTool(session, { node, name, agentPath: consumer.path, signal: consumer.signal })
}
