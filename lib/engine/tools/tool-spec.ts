import type { Json, JsonObject } from '@/lib/core/json'
import type { PlanInput, PlanNode } from '@/lib/graph/plan'
import type { Port } from '@/lib/graph/ports'
import type { ToolSpec } from '../model-requests'

/** A name that every model service accepts: ^[a-zA-Z0-9_-]{1,64}$. */
export function uniqueToolName(label: string, used: Set<string>): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '')
  const base =
    plain
      .replace(/[^a-zA-Z0-9_-]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60) || 'tool'
  let name = base
  for (let number = 2; used.has(name); number += 1) name = `${base}_${number}`
  used.add(name)
  return name
}

/**
 * Describes the node's free inputs as parameters. Inputs connected by an edge are fixed and hidden
 * from the model.
 */
export function toolSpec(node: PlanNode, name: string): ToolSpec {
  const ports = freeInputs(node).map((input) => input.port)
  const parameters: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(ports.map((port) => [port.id, schemaOf(port)])),
    required: ports.filter((port) => port.required).map((port) => port.id),
    additionalProperties: false,
  }
  return { name, description: node.description, parameters }
}

/** A node that is also a step gets all its inputs from the model when it is called as a tool. */
export function freeInputs(node: PlanNode): PlanInput[] {
  return node.isStep ? node.inputs : node.inputs.filter((input) => input.sources.length === 0)
}

function schemaOf(port: Port): Json {
  const item = itemSchema(port)
  const description = port.description ?? port.label
  if (port.list || port.many) return { type: 'array', items: item, description }
  return { ...item, description }
}

function itemSchema({ kind, schema }: Port): JsonObject {
  switch (kind) {
    case 'number':
      return { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    case 'json':
      return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : { type: 'object' }
    // A model writes text, which becomes a user message.
    case 'messages':
      return { type: 'string' }
    case 'documents':
      return { type: 'array', items: { type: 'object' } }
    case 'file':
    case 'image':
    case 'audio':
      return { type: 'object' }
    default:
      return { type: 'string' }
  }
}
