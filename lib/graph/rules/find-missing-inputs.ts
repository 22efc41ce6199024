import type { JsonObject } from '@/lib/core/json'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { findSteps } from '../plan/find-steps'
import { isCapabilityKind, type Port } from '../ports'

export function findMissingInputs(view: GraphView): GraphIssue[] {
  const steps = findSteps(view)
  return view.nodes.flatMap((node) => {
    if (node.manifest.role === 'note') return []
    const connected = new Set((view.edgesTo.get(node.node.id) ?? []).map((edge) => edge.toPort.id))
    const isStep = steps.has(node.node.id)
    const missing = node.ports.inputs
      .filter((port) => port.required && !connected.has(port.id) && !hasValue(node.node.config, port.id))
      .filter((port) => !port.unless?.some((other) => connected.has(other)))
      // The inputs of a tool are filled by the agent's calls.
      .filter((port) => isStep || isCapabilityKind(port.kind))
    const results = (node.ports.inner?.inputs ?? []).filter((port) => port.required && !connected.has(port.id))
    return [...missing.map((port) => toIssue(node, port)), ...results.map((port) => toResultIssue(node, port))]
  })
}

function hasValue(config: JsonObject, key: string): boolean {
  const value = Object.hasOwn(config, key) ? config[key] : undefined
  return value !== undefined && value !== null && value !== ''
}

function toIssue({ node }: NodeView, port: Port): GraphIssue {
  const params = { node: node.label, port: port.label }
  const text = isCapabilityKind(port.kind)
    ? textRef('graph.nothingPluggedIn', params)
    : textRef('graph.valueMissing', params)
  return { code: 'MISSING_INPUT', severity: 'error', ...text, nodeId: node.id, path: port.id }
}

function toResultIssue({ node }: NodeView, port: Port): GraphIssue {
  const text = textRef('graph.resultMissing', { node: node.label, port: port.label })
  return { code: 'MISSING_INPUT', severity: 'error', ...text, nodeId: node.id, path: port.id }
}
