import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, portName, textOf } from '../fields'
import { settingsOf, written } from './fastgpt-reader'
import type { NodeReader } from './language-nodes'
import { serviceOf } from './services'

const OPERATORS: Readonly<Record<string, string>> = {
  equalTo: 'is',
  notEqual: 'is not',
  isEmpty: 'empty',
  isNotEmpty: 'not empty',
  include: 'contains',
  notInclude: 'not contains',
  startWith: 'start with',
  endWith: 'end with',
  reg: 'matches',
  greaterThan: '>',
  greaterThanOrEqualTo: '≥',
  lessThan: '<',
  lessThanOrEqualTo: '≤',
}

/** Older files have one case, whose comparisons are the list itself. */
const ifElse: NodeReader = (node, reader) => {
  const list = listOf(reader.value(node, 'ifElseList')).map(objectOf)
  const isOld = list.some(({ variable }) => variable !== undefined)
  const groups = isOld ? [{ condition: reader.value(node, 'condition'), list }] : list
  reader.flow.step({
    ...reader.place(node),
    type: 'if-else',
    data: {
      cases: groups.map(({ condition, list: comparisons, branchId }: JsonObject, index) => ({
        case_id: textOf(branchId) || (index === 0 ? 'IF' : `ELSE IF ${index}`),
        logical_operator: textOf(condition).toUpperCase() === 'OR' ? 'or' : 'and',
        conditions: listOf(comparisons)
          .map(objectOf)
          .map(({ variable, condition: operator, value, valueType }) => ({
            variable_selector: reader.references(variable)[0] ?? [],
            comparison_operator: OPERATORS[textOf(operator)] ?? textOf(operator),
            value: valueType === 'reference' ? toText(reader.references(value)) : reader.fill(written(value), node),
          })),
      })),
    },
  })
}

const toText = (selectors: readonly string[][]) => selectors.map((path) => `{{#${path.join('.')}#}}`).join('')

/** Changes global variables. FastGPT can also change outputs of other nodes, which has no equivalent here. */
const update: NodeReader = (node, reader) => {
  const changes = listOf(reader.value(node, 'updateList'))
    .map(objectOf)
    .flatMap(({ variable, value, renderType }): JsonObject[] => {
      const [target] = reader.references(variable)
      if (target?.[0] !== 'vars') {
        reader.flow.note(node.nodeId, 'setting', target?.join('.') ?? 'updateList')
        return []
      }
      const [first, literal] = listOf(value)
      const isReference = renderType === 'reference' || (typeof first === 'string' && first !== '')
      const content =
        isReference && Array.isArray(value)
          ? toText(reader.references(value))
          : written(Array.isArray(value) ? literal : value)
      return [{ variable: target, operation: 'set', value: reader.fill(content, node) }]
    })
  reader.flow.step({ ...reader.place(node), type: 'assigner', data: { changes } })
}

const SYSTEM_INPUTS = /^(?:system_|code$|codeType$)/

/** JavaScript or Python code. Its inputs are those that the author added to the node. */
const code: NodeReader = (node, reader) => {
  const source = textOf(reader.value(node, 'code'))
  const isPython = textOf(reader.value(node, 'codeType')).startsWith('py')
  if (!isPython && /\brequire\s*\(|\bimport\b|\bfetch\s*\(/.test(source)) {
    reader.flow.note(node.nodeId, 'packages', node.name)
    reader.flow.missing({ ...reader.place(node), data: settingsOf(node) }, node.flowNodeType)
    return
  }
  const own = node.inputs.filter(({ key }) => !SYSTEM_INPUTS.test(key))
  const inputs = own.flatMap(({ key }) => {
    const value = reader.selector(node, key)
    return value ? [{ name: key, value }] : []
  })
  reader.flow.step(
    isPython
      ? { ...reader.place(node), type: 'python', data: { inputs, code: source } }
      : { ...reader.place(node), type: 'script', data: { inputs, code: `${source}\nreturn main(given)` } },
  )
}

const text: NodeReader = (node, reader) => {
  const data = { text: reader.text(node, 'system_textareaInput') }
  reader.flow.step({ ...reader.place(node), type: 'text', data })
}

const answer: NodeReader = (node, reader) =>
  void reader.flow.step({ ...reader.place(node), type: 'answer', data: { answer: reader.text(node, 'text') } })

const output: NodeReader = (node, reader) => {
  const outputs = node.inputs.flatMap(({ key }) => {
    const value_selector = reader.selector(node, key)
    return value_selector ? [{ variable: key, value_selector }] : []
  })
  reader.flow.step({ ...reader.place(node), type: 'end', data: { outputs } })
}

const files: NodeReader = (node, reader) => {
  const [selector] = reader.references(reader.value(node, 'fileUrlList'))
  reader.flow.step({
    ...reader.place(node),
    type: 'document-extractor',
    data: { variable_selector: selector ?? ['sys', 'files'] },
  })
}

const BODIES: Readonly<Record<string, string>> = {
  json: 'json',
  'raw-text': 'raw-text',
  xml: 'raw-text',
  'x-www-form-urlencoded': 'x-www-form-urlencoded',
  'form-data': 'form-data',
}

const http: NodeReader = (node, reader) => {
  const url = reader.text(node, 'system_httpReqUrl')
  // Addresses without a host are services of FastGPT itself.
  if (!/^\s*(?:https?:|\{\{)/i.test(url) && serviceOf(url, node, reader)) return
  const pairs = (key: string) =>
    listOf(reader.value(node, key))
      .map(objectOf)
      .map((item) => ({ key: textOf(item.key), value: reader.fill(textOf(item.value), node) }))
  const type = BODIES[textOf(reader.value(node, 'system_httpContentType')) || 'json'] ?? 'none'
  const method = textOf(reader.value(node, 'system_httpMethod')) || 'POST'
  const isForm = type === 'form-data' || type === 'x-www-form-urlencoded'
  const body: JsonObject = {
    type,
    data: isForm ? pairs('system_httpFormBody') : reader.text(node, 'system_httpJsonBody'),
  }
  reader.flow.step({
    ...reader.place(node),
    type: 'http-request',
    data: {
      method,
      url,
      headers: pairs('system_httpHeader'),
      params: pairs('system_httpParams'),
      body: method === 'GET' ? { type: 'none' } : body,
      fails: true,
    },
  })
}

/** Users select one of several branches. */
const select: NodeReader = (node, reader) => {
  const options = listOf(reader.value(node, 'userSelectOptions')).map(objectOf)
  const choices = options.map(({ value }) => textOf(value))
  const fields = [
    { name: 'choice', label: '', type: 'choice', required: true, options: choices.filter(Boolean).slice(0, 50) },
  ]
  const place = reader.place(node)
  reader.flow.step({ ...place, type: 'approval', data: { text: reader.text(node, 'description'), fields } })
  const cases = options.map(({ key, value }) => ({
    case_id: textOf(key),
    conditions: [
      { variable_selector: [node.nodeId, 'values', 'choice'], comparison_operator: 'is', value: textOf(value) },
    ],
  }))
  reader.flow.step({ ...place, id: `${node.nodeId}/way`, type: 'if-else', data: { cases } })
  reader.flow.edge(node.nodeId, `${node.nodeId}/way`, 'approved')
}

const FIELD_TYPES: Readonly<Record<string, string>> = { numberInput: 'number', switch: 'boolean', select: 'choice' }

const form: NodeReader = (node, reader) => {
  const fields = listOf(reader.value(node, 'userInputForms')).map(objectOf)
  reader.flow.step({
    ...reader.place(node),
    type: 'approval',
    data: {
      text: reader.text(node, 'description'),
      fields: fields.slice(0, 20).map(({ key, label, type, required, list }, index) => {
        const options = listOf(list)
          .map((item) => textOf(objectOf(item).value ?? objectOf(item).label))
          .filter(Boolean)
        const kind = FIELD_TYPES[textOf(type)] ?? 'text'
        return {
          name: portName(textOf(key), `field${index + 1}`),
          label: textOf(label).slice(0, 200),
          type: kind === 'choice' && options.length === 0 ? 'text' : kind,
          required: required === true,
          options: options.slice(0, 50),
        }
      }),
    },
  })
}

const iteration: NodeReader = (node, reader) => {
  const end = reader.nodes.find(
    ({ parentNodeId, flowNodeType }) => parentNodeId === node.nodeId && /End$/.test(flowNodeType),
  )
  const [items] = reader.references(reader.value(node, 'loopInputArray'))
  const [result] = end ? reader.references(reader.value(end, 'loopEndInput')) : []
  reader.flow.step({
    ...reader.place(node),
    type: 'iteration',
    data: {
      iterator_selector: items ?? [],
      output_selector: result ?? [],
      flattens: false,
      is_parallel: node.flowNodeType === 'parallelRun',
    },
  })
}

const subApp: NodeReader = (node, reader) => {
  if (serviceOf(`${node.pluginId} ${textOf(objectOf(node.toolConfig.systemTool).toolId)}`, node, reader)) return
  const first = node.inputs.find(({ key }) => key === 'userChatInput')?.key ?? firstValue(node.inputs)
  const message: Json = first === undefined ? null : reader.selector(node, first)
  reader.flow.step({ ...reader.place(node), type: 'sub-app', data: message === null ? {} : { message } })
}

const firstValue = (inputs: readonly { key: string; value?: Json | undefined; canEdit: boolean }[]) =>
  inputs.find(({ key, value }) => Array.isArray(value) && !key.startsWith('system_'))?.key

const note: NodeReader = (node, reader) =>
  void reader.flow.step({
    ...reader.place(node),
    type: 'note',
    data: { text: textOf(reader.value(node, 'commentText')) },
  })

export const FLOW_NODES: Readonly<Record<string, NodeReader>> = {
  ifElseNode: ifElse,
  variableUpdate: update,
  code,
  textEditor: text,
  answerNode: answer,
  pluginOutput: output,
  readFiles: files,
  httpRequest468: http,
  userSelect: select,
  formInput: form,
  loop: iteration,
  parallelRun: iteration,
  appModule: subApp,
  pluginModule: subApp,
  app: subApp,
  tool: subApp,
  toolSet: subApp,
  comment: note,
}
