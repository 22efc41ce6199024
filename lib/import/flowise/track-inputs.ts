import type { FlowBuilder } from '../flow-builder'
import type { FlowiseNode } from './flowise-file'

/** A connected node, which is an edge and not a setting. */
const CONNECTED = /^\{\{[^{}]+\.data\.instance\}\}$/

/**
 * Inputs that are not settings: copies that the editor keeps of another node's inputs, types of values, and streaming,
 * which Patchbay always does.
 */
const NOT_SETTINGS = /Config\.(?:\w*Model|agentSelectedTool)$|(?:^|\.)streaming$|^conditions\.\d+\.type$/

/** The node with a view of its settings that reports which of them are read. */
export function trackInputs(node: FlowiseNode, { settings }: FlowBuilder): FlowiseNode {
  const inputs = settings.track(node.id, node.data.inputs, {
    nameOf: (path, value) => (CONNECTED.test(String(value)) || NOT_SETTINGS.test(path) ? null : path),
  })
  return { ...node, data: { ...node.data, inputs } }
}
