import type { JsonObject } from '@/lib/core/json'
import { selectorOf } from '../flow-builder'
import { pageAction } from '../services'
import type { LangflowNode } from './langflow-file'
import { type LangflowReader, START } from './langflow-reader'

export type ComponentReader = (node: LangflowNode, reader: LangflowReader) => void

/** A selector of the value of a field, with a step for it if it is more than one reference. */
function selector(node: LangflowNode, field: string, reader: LangflowReader): string[] {
  const text = reader.text(node, field)
  return selectorOf(text) ?? reader.flow.text({ ...reader.place(node), id: `${node.id}/${field}` }, text)
}

/**
 * Fills in `{name}` from the fields of the node, or `{{name}}` if the file selects that syntax. Doubled braces become
 * single ones.
 */
const prompt: ComponentReader = (node, reader) => {
  const template = reader.literal(node, 'template')
  const isMustache =
    reader.literal(node, 'use_double_brackets') === 'true' || reader.literal(node, 'mode') === 'mustache'
  const form = isMustache ? /\{\{\s*(\w{1,100})\s*\}\}/g : /\{\{|\}\}|\{(\w{1,100})\}/g
  const text = template.replaceAll(form, (whole, name: string | undefined) =>
    name === undefined ? whole.slice(0, 1) : reader.text(node, name),
  )
  reader.flow.step({ ...reader.place(node), type: 'text', data: { text } })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

/** Names and parameters of a model. Some files keep a list with one selected model. */
function modelOf(node: LangflowNode, reader: LangflowReader): { name: string; completion_params: JsonObject } {
  const temperature = Number(reader.literal(node, 'temperature'))
  const tokens = Number(reader.literal(node, 'max_tokens'))
  return {
    name: reader.literal(node, 'model_name') || reader.literal(node, 'model'),
    completion_params: {
      ...(reader.literal(node, 'temperature') === '' || Number.isNaN(temperature) ? {} : { temperature }),
      ...(tokens > 0 ? { max_tokens: tokens } : {}),
    },
  }
}

const message = (role: string, text: string): JsonObject[] => (text.trim() === '' ? [] : [{ role, text }])

export const model: ComponentReader = (node, reader) => {
  const system = message('system', reader.text(node, 'system_message'))
  const prompt_template = [...system, ...message('user', reader.text(node, 'input_value'))]
  reader.flow.step({ ...reader.place(node), type: 'llm', data: { prompt_template, model: modelOf(node, reader) } })
  reader.outputs.set(node.id, (output) => (output === 'model_output' ? null : [node.id, 'text']))
}

const agent: ComponentReader = (node, reader) => {
  const { name, completion_params } = modelOf(node, reader)
  for (const tool of reader.connected(node, 'tools')) reader.flow.note(tool.id, 'tools', tool.data.node.display_name)
  reader.flow.step({
    ...reader.place(node),
    type: 'agent',
    data: {
      prompt_template: message('user', reader.text(node, 'input_value')),
      agent_parameters: {
        instruction: { value: reader.text(node, 'system_prompt') },
        model: { value: { model: name, completion_params } },
        tools: { value: [] },
      },
      memory: { window: { enabled: true } },
    },
  })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

/** The conversation so far, which models of Langflow receive as text. */
const memory: ComponentReader = (node, reader) => {
  const inputs = [{ name: 'history', value: ['sys', 'history'] }]
  reader.flow.step({ ...reader.place(node), type: 'script', data: { code: HISTORY_TEXT, inputs } })
  reader.flow.note(node.id, 'format', node.data.node.display_name)
  reader.outputs.set(node.id, () => [node.id, 'result'])
}

const HISTORY_TEXT = `const nameOf = (role) => role === 'user' ? 'User' : 'AI'
return (given.history ?? []).map(({ role, content }) => nameOf(role) + ': ' + content).join('\\n')`

const output: ComponentReader = (node, reader) =>
  void reader.flow.step({ ...reader.place(node), type: 'answer', data: { answer: reader.text(node, 'input_value') } })

/** Inputs other than the message become fields of a form. */
const input: ComponentReader = (node, reader) => {
  const isFile = node.data.type === 'File'
  reader.flow.merge(node.id, reader.nodes.find(({ data }) => data.type === 'ChatInput')?.id ?? node.id)
  reader.outputs.set(node.id, () => {
    if (node.data.type === 'ChatInput') return ['sys', 'query']
    if (reader.isChat) return null
    return [START, fieldName(node), ...(isFile ? ['text'] : [])]
  })
}

export const fieldName = ({ id }: LangflowNode): string => id.replaceAll(/[^A-Za-z0-9]/g, '_')

const combine: ComponentReader = (node, reader) => {
  const text = `${reader.text(node, 'text1')}${reader.literal(node, 'delimiter') || ' '}${reader.text(node, 'text2')}`
  reader.flow.step({ ...reader.place(node), type: 'text', data: { text } })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'csv',
  excel: 'xlsx',
  xlsx: 'xlsx',
  json: 'json',
  markdown: 'md',
  txt: 'txt',
  html: 'html',
}

/** Langflow writes to a folder of its server; the app returns the file instead. */
const saveFile: ComponentReader = (node, reader) => {
  const wanted = ['local_format', 'file_format'].map((name) => reader.literal(node, name)).find(Boolean) ?? 'txt'
  const format = FORMATS[wanted] ?? 'txt'
  if (!FORMATS[wanted]) reader.flow.note(node.id, 'format', wanted)
  const name = reader.literal(node, 'file_name') || reader.literal(node, 'file_path')
  const content = selector(node, 'input', reader)
  reader.flow.step({ ...reader.place(node), type: 'make-file', data: { format, content, name } })
  reader.outputs.set(node.id, () => [node.id, 'file'])
}

/** Data as text: other components pass their text on already. */
const parser: ComponentReader = (node, reader) => {
  const field = ['input_data', 'data'].find((name) => reader.connected(node, name).length > 0) ?? 'input_data'
  reader.flow.note(node.id, 'format', node.data.node.display_name)
  reader.flow.step({ ...reader.place(node), type: 'text', data: { text: reader.text(node, field) } })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

const OPERATORS: Readonly<Record<string, string>> = {
  equals: 'is',
  'not equals': 'is not',
  contains: 'contains',
  'starts with': 'start with',
  'ends with': 'end with',
  regex: 'matches',
  'greater than': '>',
  'less than': '<',
  'greater than or equal': '≥',
  'less than or equal': '≤',
}

const router: ComponentReader = (node, reader) => {
  const operator = reader.literal(node, 'operator') || 'equals'
  const condition = {
    left: reader.text(node, 'input_text'),
    comparison_operator: OPERATORS[operator] ?? operator,
    value: reader.text(node, 'match_text'),
  }
  const cases = [{ case_id: 'true_result', conditions: [condition] }]
  reader.flow.step({ ...reader.place(node), type: 'if-else', data: { cases } })
  reader.outputs.set(node.id, () => selectorOf(reader.text(node, 'input_text')))
}

const retriever: ComponentReader = (node, reader) => {
  const query_variable_selector = selector(node, 'search_query', reader)
  const top_k = Number(reader.literal(node, 'number_of_results'))
  const data = { query_variable_selector, multiple_retrieval_config: top_k > 0 ? { top_k } : {} }
  reader.flow.step({ ...reader.place(node), type: 'knowledge-retrieval', data })
  const joined = `${node.id}/joined`
  const code = `return given.documents.map(({ text }) => text).join('\\n')`
  const inputs = [{ name: 'documents', value: [node.id, 'result'] }]
  reader.flow.step({ ...reader.place(node), id: joined, type: 'script', data: { code, inputs } })
  reader.outputs.set(node.id, () => [joined, 'result'])
}

/** Chunking and embedding belong to the knowledge base. The component waits until its rows are stored. */
const ingestion: ComponentReader = (node, reader) => {
  const data = {
    content: selector(node, 'input_df', reader),
    allowsDuplicates: reader.literal(node, 'allow_duplicates') === 'true',
    waits: true,
  }
  reader.flow.step({ ...reader.place(node), type: 'knowledge-add', data })
  reader.outputs.set(node.id, () => [node.id, 'status'])
}

const request: ComponentReader = (node, reader) => {
  const url = reader.text(node, 'url_input') || reader.text(node, 'urls')
  const data = { method: reader.literal(node, 'method') || 'GET', url, fails: false }
  reader.flow.step({ ...reader.place(node), type: 'http-request', data })
  reader.outputs.set(node.id, () => [node.id, 'body'])
}

/** Text of a page. Addresses in a list become one request each, of which the first is kept. */
const page: ComponentReader = (node, reader) => {
  const url = reader.text(node, 'urls') || reader.text(node, 'url')
  const [first = '', ...others] = url.split(/[\n,]/).map((part) => part.trim())
  if (others.length > 0 || Number(reader.literal(node, 'max_depth')) > 1) reader.flow.note(node.id, 'setting', 'urls')
  reader.flow.step({ ...reader.place(node), type: 'action', data: pageAction(first) })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

/** Chunks of a text: knowledge bases divide documents themselves, so the text is passed on. */
const splitter: ComponentReader = (node, reader) => {
  const field = ['data_inputs', 'text_input'].find((name) => reader.connected(node, name).length > 0) ?? 'data_inputs'
  reader.flow.note(node.id, 'format', node.data.node.display_name)
  reader.flow.step({ ...reader.place(node), type: 'text', data: { text: reader.text(node, field) } })
  reader.outputs.set(node.id, () => [node.id, 'text'])
}

export const COMPONENTS: Readonly<Record<string, ComponentReader>> = {
  Prompt: prompt,
  'Prompt Template': prompt,
  LanguageModelComponent: model,
  Agent: agent,
  Memory: memory,
  ChatOutput: output,
  TextOutput: output,
  ChatInput: input,
  TextInput: input,
  File: input,
  CombineText: combine,
  SaveToFile: saveFile,
  SaveFile: saveFile,
  Parser: parser,
  ParserComponent: parser,
  ParseData: parser,
  ConditionalRouter: router,
  APIRequest: request,
  URL: page,
  URLComponent: page,
  SplitText: splitter,
  KnowledgeIngestion: ingestion,
  KBIngestion: ingestion,
}

/** Components that share a shape: models of one service, and stores. */
export function sharedReader(node: LangflowNode, reader: LangflowReader): ComponentReader | null {
  const { template } = node.data.node
  if (/Model(?:Component)?$/.test(node.data.type) && template.input_value && template.system_message) return model
  const isStore = template.search_query !== undefined && template.embedding !== undefined
  if (isStore && reader.connected(node, 'search_query').length > 0) return retriever
  return null
}
