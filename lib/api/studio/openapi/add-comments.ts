import 'server-only'
import { fieldComments } from './contract-comments.gen'
import type { SchemaNode } from './schema-node'

/**
 * Adds the comments of a contract's fields as descriptions.
 * @param path the schema's name, or the contract's name and part
 */
export function addComments(node: SchemaNode, path: string): SchemaNode {
  if (path === '') return node
  const within = (child: unknown): unknown => (isNode(child) ? addComments(child, path) : child)
  const result: SchemaNode = { ...node }
  if (node.properties)
    result.properties = Object.fromEntries(
      Object.entries(node.properties).map(([name, child]) => [name, describeField(child, `${path}.${name}`)]),
    )
  for (const key of ['items', 'additionalProperties'] as const)
    if (isNode(node[key])) Object.assign(result, { [key]: within(node[key]) })
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const) {
    const list = node[key]
    if (Array.isArray(list)) Object.assign(result, { [key]: list.map(within) })
  }
  return result
}

function describeField(field: unknown, path: string): SchemaNode | boolean {
  if (!isNode(field)) return field === true
  const comment = fieldComments[path]
  return { ...addComments(field, path), ...(comment === undefined ? {} : { description: comment }) }
}

const isNode = (value: unknown): value is SchemaNode => typeof value === 'object' && value !== null
