import type { JsonObject } from '@/lib/core/json'
import { numberOf, textOf } from '../fields'
import type { NodeReader } from './language-nodes'
import { openList } from './list-nodes'
import type { N8nNode } from './n8n-file'
import { type N8nReader, typeOf } from './n8n-reader'

type Operations = (node: N8nNode, reader: N8nReader) => JsonObject[]

/** Nodes that work on all items of a list, as operations of List. */
const OPERATIONS: Readonly<Record<string, Operations>> = {
  sort: (node, reader) => {
    if (textOf(node.parameters.type) !== '' && node.parameters.type !== 'simple')
      reader.flow.note(node.name, 'setting', textOf(node.parameters.type))
    // Sorting is stable, so the first field is sorted last.
    return reader
      .list(node, 'sortFieldsUi', 'sortField')
      .toReversed()
      .map(({ fieldName, order }) => ({
        operation: 'sort',
        field: textOf(fieldName),
        direction: order === 'descending' ? 'descending' : 'ascending',
      }))
  },
  limit: ({ parameters: { maxItems, keep } }) => [
    {
      operation: 'limit',
      count: Math.min(100_000, Math.max(0, Math.round(numberOf(maxItems) ?? 1))),
      from: keep === 'lastItems' ? 'end' : 'start',
    },
  ],
  removeDuplicates: (node, reader) => {
    const { compare, fieldsToCompare, operation } = node.parameters
    const fields = (Array.isArray(fieldsToCompare) ? fieldsToCompare.map(textOf) : textOf(fieldsToCompare).split(','))
      .map((field) => field.trim())
      .filter(Boolean)
    const comparesFields = compare === 'selectedFields'
    const isSame = operation === undefined || operation === 'removeDuplicateInputItems'
    if (!isSame) reader.flow.note(node.name, 'setting', textOf(operation))
    if (compare === 'allFieldsExcept' || (comparesFields && fields.length > 1))
      reader.flow.note(node.name, 'setting', 'fieldsToCompare')
    return [{ operation: 'unique', field: comparesFields ? (fields[0] ?? '') : '' }]
  },
}

export const worksOnItems = (type: string): boolean => Object.hasOwn(OPERATIONS, type)

/**
 * Applies operations to the list of the previous node. The nodes that follow move into a container over the new list.
 */
export const itemList: NodeReader = (node, reader) => {
  const { flow, place } = reader
  const before = reader.main.find(({ target }) => target.name === node.name)?.source
  const list = before && reader.listOf(before)
  const operations = OPERATIONS[typeOf(node)]?.(node, reader) ?? []
  const items = list === undefined ? [] : [list, 'output']
  flow.step({ ...place(node), id: `${node.name}/list`, type: 'list', data: { items, operations } })
  openList(node, reader, [`${node.name}/list`, 'result'])
  reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
}
