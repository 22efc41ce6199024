import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, numberOf, objectOf, textOf } from '../fields'
import type { FastgptNode } from './fastgpt-file'
import type { FastgptReader } from './fastgpt-reader'

export type NodeReader = (node: FastgptNode, reader: FastgptReader) => void

function modelOf(node: FastgptNode, reader: FastgptReader): { name: string; completion_params: JsonObject } {
  const [temperature, maxToken] = ['temperature', 'maxToken'].map((key) => numberOf(reader.value(node, key)))
  return {
    name: textOf(reader.value(node, 'model')),
    completion_params: {
      // FastGPT counts temperatures from 0 to 10.
      ...(typeof temperature === 'number' ? { temperature: temperature / 10 } : {}),
      ...(typeof maxToken === 'number' && maxToken > 0 ? { max_tokens: maxToken } : {}),
    },
  }
}

/** Memory if the model receives the conversation: `history` is a number of rounds or a reference to the conversation. */
function memoryOf(node: FastgptNode, reader: FastgptReader): JsonObject {
  const history = reader.value(node, 'history')
  const hasHistory = Array.isArray(history) || (numberOf(history) ?? 0) > 0
  return hasHistory && reader.isChat ? { memory: { window: { enabled: true } } } : {}
}

const message = (role: string, text: string): JsonObject[] => (text.trim() === '' ? [] : [{ role, text }])

const question = (node: FastgptNode, reader: FastgptReader): string =>
  reader.text(node, 'userChatInput') || (reader.isChat ? '{{#sys.query#}}' : '')

/** The answer of a model is shown unless the node says otherwise. */
function addAnswer(node: FastgptNode, reader: FastgptReader): void {
  if (reader.value(node, 'isResponseAnswerText') === false) return
  const id = `${node.nodeId}/answer`
  reader.flow.step({ ...reader.place(node), id, type: 'answer', data: { answer: `{{#${node.nodeId}.text#}}` } })
  reader.flow.edge(node.nodeId, id)
}

const chat: NodeReader = (node, reader) => {
  const { flow } = reader
  const quotes = reader.references(reader.value(node, 'quoteQA'))
  const documents = quotes.flatMap(([id = '', key]) => (key === 'result' ? [id] : []))
  const prompt_template = [
    ...message('system', reader.text(node, 'systemPrompt')),
    ...message('user', question(node, reader)),
  ]
  const data = { prompt_template, model: modelOf(node, reader), ...memoryOf(node, reader) }
  flow.step({ ...reader.place(node), type: 'llm', data: { ...data, context_steps: documents } })
  for (const key of ['quoteTemplate', 'quotePrompt'])
    if (textOf(reader.value(node, key)) !== '') flow.note(node.nodeId, 'setting', key)
  if (Array.isArray(reader.value(node, 'fileUrlList'))) flow.note(node.nodeId, 'files', 'fileUrlList')
  addAnswer(node, reader)
}

const agent: NodeReader = (node, reader) => {
  const { name, completion_params } = modelOf(node, reader)
  const tools = reader.edges
    .filter(({ source, sourceHandle }) => source === node.nodeId && sourceHandle.includes('selectedTools'))
    .map(({ target }) => ({ step: target, tool_label: reader.node(target)?.name ?? target }))
  reader.flow.step({
    ...reader.place(node),
    type: 'agent',
    data: {
      prompt_template: message('user', question(node, reader)),
      agent_parameters: {
        instruction: { value: reader.text(node, 'systemPrompt') },
        model: { value: { model: name, completion_params } },
        tools: { value: tools },
      },
      ...memoryOf(node, reader),
    },
  })
  addAnswer(node, reader)
}

const classifier: NodeReader = (node, reader) => {
  const classes = listOf(reader.value(node, 'agents')).map(objectOf)
  reader.flow.step({
    ...reader.place(node),
    type: 'question-classifier',
    data: {
      classes: classes.map(({ key, value }) => ({ id: textOf(key), name: textOf(value) })),
      instruction: reader.text(node, 'systemPrompt'),
      query_variable_selector: reader.selector(node, 'userChatInput') ?? ['sys', 'query'],
      model: modelOf(node, reader),
    },
  })
}

const extract: NodeReader = (node, reader) => {
  const keys = listOf(reader.value(node, 'extractKeys')).map(objectOf)
  reader.flow.step({
    ...reader.place(node),
    type: 'parameter-extractor',
    data: {
      query: reader.selector(node, 'content') ?? ['sys', 'query'],
      instruction: reader.text(node, 'description'),
      model: modelOf(node, reader),
      parameters: keys.map(({ key, desc, required, valueType, enum: values }): JsonObject => {
        const options = textOf(values)
          .split('\n')
          .map((value) => value.trim())
          .filter(Boolean)
        const type = options.length > 0 ? 'select' : typeOf(valueType)
        return { name: textOf(key), description: textOf(desc), required: required === true, type, options }
      }),
    },
  })
}

function typeOf(valueType: Json | undefined): string {
  const name = textOf(valueType)
  if (name.startsWith('array')) return `array[${name.slice('array'.length).toLowerCase()}]`
  return name || 'string'
}

const rewrite: NodeReader = (node, reader) => {
  const background = reader.text(node, 'systemPrompt')
  const text = [
    'Rewrite the last question so that it can be understood without the conversation. Answer with the question only.',
    ...(background === '' ? [] : [background]),
  ].join('\n\n')
  const prompt_template = [...message('system', text), ...message('user', question(node, reader))]
  const data = { prompt_template, model: modelOf(node, reader), ...memoryOf(node, reader) }
  reader.flow.step({ ...reader.place(node), type: 'llm', data })
  reader.flow.note(node.nodeId, 'prompt', node.name)
}

const search: NodeReader = (node, reader) => {
  const isTool = reader.edges.some(
    ({ target, targetHandle }) => target === node.nodeId && targetHandle.includes('selectedTools'),
  )
  const query = reader.selector(node, 'userChatInput')
  reader.flow.step({
    ...reader.place(node),
    type: 'knowledge-retrieval',
    data: isTool && query === null ? {} : { query_variable_selector: query ?? ['sys', 'query'] },
  })
  for (const key of ['datasetSearchUsingExtensionQuery', 'usingReRank', 'collectionFilterMatch']) {
    const value = reader.value(node, key)
    if (value === true || (typeof value === 'string' && value !== '')) reader.flow.note(node.nodeId, 'setting', key)
  }
}

/** Joins the passages of several searches. */
const concat: NodeReader = (node, reader) => {
  const lists = reader.references(reader.value(node, 'system_datasetQuoteList'))
  const inputs = lists.map((value, index) => ({ name: `list${index + 1}`, value }))
  const code = `return [${inputs.map(({ name }) => `given.${name} ?? []`).join(', ')}].flat()`
  reader.flow.step({ ...reader.place(node), type: 'script', data: { inputs, code } })
  reader.flow.note(node.nodeId, 'setting', 'limit')
}

export const LANGUAGE_NODES: Readonly<Record<string, NodeReader>> = {
  chatNode: chat,
  tools: agent,
  agent,
  classifyQuestion: classifier,
  contentExtract: extract,
  cfr: rewrite,
  datasetSearchNode: search,
  datasetConcatNode: concat,
}
