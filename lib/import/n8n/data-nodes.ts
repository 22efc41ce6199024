import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { selectorOf } from '../flow-builder'
import { caseOf, casesOf } from './conditions'
import { usesBuilder } from './expressions'
import { convertToFile, extractFromFile } from './file-nodes'
import { requestOf } from './http'
import type { NodeReader } from './language-nodes'
import { aggregate, splitOut } from './list-nodes'
import type { N8nNode } from './n8n-file'
import type { N8nReader } from './n8n-reader'
import { dateTime, html } from './value-nodes'

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  object: 'json',
  array: 'json',
}

/** The item of a node that passes on what arrives. */
function passOn(node: N8nNode, reader: N8nReader): void {
  const arriving = reader.arriving(node)
  if (arriving) reader.items.set(node.name, arriving)
}

const JSON_OF_TEXT = `const value = given.text
return typeof value === 'string' ? JSON.parse(value) : value`

/** Edit fields, of every version. */
const set: NodeReader = (node, reader) => {
  const { mode, jsonOutput, includeOtherFields, keepOnlySet } = node.parameters
  reader.items.set(node.name, reader.itemOfObject([node.name, 'result']))
  if (mode === 'raw') {
    const value = reader.selector(jsonOutput, node) ?? []
    const data = { code: JSON_OF_TEXT, inputs: [{ name: 'text', value }] }
    reader.flow.step({ ...reader.place(node), type: 'script', data })
    return
  }
  const fields = assignmentsOf(node, reader).map((field) => fieldOf(field, node, reader))
  for (const { name } of fields) if (textOf(name).includes('.')) reader.flow.note(node.name, 'setting', textOf(name))
  const keeps = includeOtherFields === true || (node.typeVersion < 3 && keepOnlySet !== true)
  // A chat shows one of these fields of the last item.
  const shown = ['output', 'text'].find((key) => fields.some(({ name }) => name === key))
  if (shown !== undefined && reader.isChat) {
    const item = reader.itemOfObject([node.name, 'result'])
    reader.items.set(node.name, { ...item, text: () => [node.name, 'result', shown] })
  }
  const base = keeps ? reader.arriving(node)?.whole() : undefined
  reader.flow.step({ ...reader.place(node), type: 'object', data: { fields, ...(base ? { base } : {}) } })
}

function assignmentsOf(node: N8nNode, reader: N8nReader): JsonObject[] {
  const older = Object.entries(objectOf(node.parameters.values)).flatMap(([type, list]) =>
    listOf(list).map((item) => ({ ...objectOf(item), type })),
  )
  return [...reader.list(node, 'assignments', 'assignments'), ...reader.list(node, 'fields', 'values'), ...older]
}

function fieldOf({ name, type, value, ...typed }: JsonObject, node: N8nNode, reader: N8nReader): JsonObject {
  const kind = textOf(type).replace(/Value$/, '')
  const assigned = value ?? typed[`${kind}Value`] ?? null
  const text = typeof assigned === 'string' ? reader.text(assigned, node) : JSON.stringify(assigned)
  return { name: textOf(name), kind: KINDS[kind] ?? 'text', value: selectorOf(text) ?? text }
}

const condition: NodeReader = (node, reader) => {
  const only = caseOf('0', node.parameters.conditions, { node, reader })
  reader.flow.step({ ...reader.place(node), type: 'if-else', data: { cases: [only] } })
  passOn(node, reader)
}

const switchNode: NodeReader = (node, reader) => {
  const cases = casesOf(node, reader)
  if (cases.length === 0) reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
  else reader.flow.step({ ...reader.place(node), type: 'if-else', data: { cases } })
  passOn(node, reader)
}

/** Takes the first branch that arrives; in the mode that combines, the fields of all branches. */
const merge: NodeReader = (node, reader) => {
  const sources = reader.main.filter(({ target }) => target.name === node.name).toSorted((a, b) => a.input - b.input)
  const items = sources.flatMap(({ source }) => {
    const item = reader.itemOf(source)
    return item ? [item.whole()] : []
  })
  const isCombining = /combine|merge/.test(textOf(node.parameters.mode))
  const inputs = items.map((value, index) => ({ name: `v${index + 1}`, value }))
  const script = `return { ${inputs.map(({ name }) => `...given.${name}`).join(', ')} }`
  reader.flow.note(node.name, 'items', node.name)
  reader.flow.step({
    ...reader.place(node),
    type: isCombining ? 'script' : 'variable-aggregator',
    data: isCombining ? { code: script, inputs } : { variables: items },
  })
  reader.items.set(node.name, reader.itemOfObject([node.name, isCombining ? 'result' : 'output']))
}

const FIRST_ITEM = `.then((output) => {
  const first = Array.isArray(output) ? output[0] : output
  return first?.json ?? first ?? {}
})`

/** A step of JavaScript, which receives one item and passes on its first one. */
const code: NodeReader = (node, reader) => {
  const { jsCode, functionCode, language } = node.parameters
  const source = textOf(jsCode) || textOf(functionCode)
  const isPython = textOf(language).startsWith('python')
  if (isPython || source === '' || usesBuilder(source)) {
    reader.flow.note(node.name, isPython ? 'python' : 'packages', node.name)
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
  } else {
    reader.flow.note(node.name, 'items', node.name)
    reader.script(node, `return (async () => {\n${source}\n})()${FIRST_ITEM}`, node.name)
  }
  reader.items.set(node.name, reader.itemOfObject([node.name, 'result']))
}

/** Ends the run with an error. */
const stop: NodeReader = (node, reader) => {
  const { errorMessage, errorObject } = node.parameters
  const value = reader.selector(errorMessage ?? errorObject, node, 'message')
  const inputs = value ? [{ name: 'message', value }] : []
  const script = `const { message } = given\nthrow new Error(typeof message === 'string' ? message : JSON.stringify(message ?? 'Stopped'))`
  reader.flow.step({ ...reader.place(node), type: 'script', data: { code: script, inputs } })
}

const http: NodeReader = (node, reader) => {
  reader.flow.step({ ...reader.place(node), type: 'http-request', data: requestOf(node, reader) })
  const { responseFormat } = objectOf(objectOf(objectOf(node.parameters.options).response).response)
  const raw = () => [node.name, 'body']
  const item =
    responseFormat === 'text'
      ? reader.itemOfFields(node, { [textOf(node.parameters.outputPropertyName) || 'data']: raw() })
      : reader.itemOfObject([node.name, 'json'])
  reader.items.set(node.name, { ...item, raw })
}

const respond: NodeReader = (node, reader) => {
  const { respondWith, responseBody } = node.parameters
  const kind = textOf(respondWith) || 'firstIncomingItem'
  const arriving = reader.arriving(node)?.whole()
  const itemReference = arriving ? `{{#${arriving.join('.')}#}}` : ''
  const isFile = kind === 'binary' && arriving?.at(-1) === 'file'
  const answer = /Item/.test(kind) ? itemReference : reader.text(responseBody, node)
  reader.flow.step({
    ...reader.place(node),
    type: isFile ? 'answer-files' : 'answer',
    data: isFile ? { files: arriving ?? [] } : { answer },
  })
  passOn(node, reader)
}

const UNITS = new Set(['seconds', 'minutes', 'hours', 'days'])

const wait: NodeReader = (node, reader) => {
  const { amount, unit, resume } = node.parameters
  if (resume === undefined || resume === 'timeInterval') {
    const data = { amount: Number(textOf(amount)) || 5, unit: UNITS.has(textOf(unit)) ? textOf(unit) : 'seconds' }
    reader.flow.step({ ...reader.place(node), type: 'wait', data })
  } else reader.flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
  passOn(node, reader)
}

const subApp: NodeReader = (node, reader) => {
  const message = reader.arriving(node)?.whole()
  reader.flow.step({ ...reader.place(node), type: 'sub-app', data: message ? { message } : {} })
  reader.items.set(node.name, reader.itemOfObject([node.name, 'result']))
}

export const DATA_NODES: Readonly<Record<string, NodeReader>> = {
  set,
  if: condition,
  filter: condition,
  switch: switchNode,
  merge,
  code,
  function: code,
  functionItem: code,
  httpRequest: http,
  respondToWebhook: respond,
  stopAndError: stop,
  wait,
  executeWorkflow: subApp,
  splitOut,
  aggregate,
  dateTime,
  convertToFile,
  extractFromFile,
  html,
  htmlExtract: html,
}
