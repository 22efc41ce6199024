import { textOf } from '../fields'
import type { NodeReader } from './language-nodes'
import type { N8nNode } from './n8n-file'
import type { N8nReader } from './n8n-reader'

/** A container that runs for each item of a list. It contains the nodes that follow, until one joins the items again. */
export const splitOut: NodeReader = (node, reader) => {
  const { flow, place, items } = reader
  const field = textOf(node.parameters.fieldToSplitOut)
  flow.note(node.name, 'items', field)
  openList(node, reader, reader.arriving(node)?.at(field.split('.')) ?? [])
  const inner = { ...place(node), parent: node.name, type: 'script' }
  const item = `${node.name}/item`
  const key = JSON.stringify(field.split('.').at(-1))
  const code = `const value = given.item
return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [${key}]: value }`
  flow.step({ ...inner, id: item, data: { code, inputs: [{ name: 'item', value: [node.name, 'item'] }] } })
  items.set(node.name, reader.itemOfObject([item, 'result']))
}

/** A container over a list. Its results are the items of the last node inside. */
export function openList(node: N8nNode, reader: N8nReader, iterator_selector: string[]): void {
  const { flow, place, items } = reader
  const output_selector = [`${node.name}/result`, 'result']
  flow.step({ ...place(node), type: 'iteration', data: { iterator_selector, output_selector, flattens: false } })
  reader.later.push(() => {
    const inside = reader.nodes.filter(({ name }) => reader.parents.get(name) === node.name)
    const followed = new Set(reader.main.map(({ source }) => source.name))
    const last =
      inside.findLast(({ name }) => items.has(name) && !followed.has(name)) ??
      inside.findLast(({ name }) => items.has(name))
    const value = reader.itemOf(last ?? node)?.whole() ?? [node.name, 'item']
    flow.step({
      ...place(node),
      parent: node.name,
      type: 'script',
      id: `${node.name}/result`,
      data: { code: 'return given.item', inputs: [{ name: 'item', value }] },
    })
  })
}

/** Joins the items of a list again. */
export const aggregate: NodeReader = (node, reader) => {
  const [field] = reader.list(node, 'fieldsToAggregate', 'fieldToAggregate')
  const before = reader.main.find(({ target }) => target.name === node.name)?.source
  const list = before && reader.listOf(before)
  const value = list === undefined ? reader.arriving(node)?.whole() : [list, 'output']
  const key = textOf(field?.fieldToAggregate)
  const name = JSON.stringify(field ? key : textOf(node.parameters.destinationFieldName) || 'data')
  const part = field ? `items.map((item) => item?.[${JSON.stringify(key)}] ?? null)` : 'items'
  const code = `const items = Array.isArray(given.items) ? given.items : [given.items]\nreturn { [${name}]: ${part} }`
  if (list === undefined) reader.flow.note(node.name, 'items', node.name)
  const inputs = value ? [{ name: 'items', value }] : []
  reader.flow.step({ ...reader.place(node), type: 'script', data: { code, inputs } })
  reader.items.set(node.name, reader.itemOfObject([node.name, 'result']))
}
