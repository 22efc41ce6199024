import { textOf } from '../fields'
import type { NodeReader } from './language-nodes'

/** Formats that convertToFile writes, by its operation. An old Excel file becomes a current one. */
const WRITTEN: Readonly<Record<string, string>> = {
  csv: 'csv',
  xls: 'xlsx',
  xlsx: 'xlsx',
  toJson: 'json',
  toText: 'txt',
}

/** A file of the arriving item, or of one of its values. */
export const convertToFile: NodeReader = (node, reader) => {
  const { operation, sourceProperty, options } = node.parameters
  const name = textOf(operation) || 'csv'
  const format = WRITTEN[name]
  const arriving = reader.arriving(node)
  if (!format || !arriving) {
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
    return
  }
  if (name === 'xls') reader.flow.note(node.name, 'format', 'xls')
  const path = textOf(sourceProperty).split('.').filter(Boolean)
  const content = name === 'toText' ? (arriving.at(path) ?? []) : arriving.whole()
  const title = fileName(options)
  reader.flow.step({
    ...reader.place(node),
    type: 'make-file',
    data: { format, content, name: reader.text(title, node) },
  })
  reader.items.set(node.name, reader.itemOfObject([node.name, 'file']))
}

/** The name without its ending, which follows from the format. */
function fileName(options: unknown): string {
  const given = typeof options === 'object' && options !== null && 'fileName' in options ? textOf(options.fileName) : ''
  return given.replace(/\.\w{1,5}$/, '')
}

const TEXTS = new Set(['text', 'pdf', 'html', 'rtf', 'odt'])
const ROWS = new Set(['csv', 'xlsx', 'xls', 'ods'])

/** Text, rows or the value of a file that an earlier node made or received. n8n passes on each row as an item. */
export const extractFromFile: NodeReader = (node, reader) => {
  const { operation, destinationKey } = node.parameters
  const kind = textOf(operation) || 'csv'
  const file = reader.arriving(node)?.whole()
  const isKnown = TEXTS.has(kind) || ROWS.has(kind) || kind === 'fromJson'
  if (!file || !isKnown) {
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
    return
  }
  reader.flow.step({ ...reader.place(node), type: 'document-extractor', data: { variable_selector: file } })
  const key = textOf(destinationKey) || (kind === 'pdf' ? 'text' : 'data')
  if (ROWS.has(kind)) {
    // The first item is read, as in the other nodes of this import.
    reader.flow.note(node.name, 'items', node.name)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'first']))
  } else {
    const value = [node.name, kind === 'fromJson' ? 'json' : 'text']
    reader.items.set(node.name, reader.itemOfFields(node, { [key]: value }))
  }
}
