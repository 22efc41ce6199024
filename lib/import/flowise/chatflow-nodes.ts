import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { fieldsSchema } from '../fields-schema'
import type { ChatflowReader } from './chatflow-reader'
import type { FlowiseNode } from './flowise-file'
import { modelOf } from './models'

export type ChatNodeReader = (node: FlowiseNode, reader: ChatflowReader) => void

const QUESTION: JsonObject = { role: 'user', text: '{{#sys.query#}}' }
const memory = { memory: { window: { enabled: true } } }

/** The settings of the chat model that is connected to a node. */
const modelFor = (node: FlowiseNode, reader: ChatflowReader) => modelOf(reader.first(node, 'model')?.data.inputs)

const systemOf = (inputs: JsonObject, ...keys: string[]): JsonObject[] =>
  keys.flatMap((key) => (textOf(inputs[key]) === '' ? [] : [{ role: 'system', text: textOf(inputs[key]) }])).slice(0, 1)

/** A prompt and a model, with an output parser as a schema. */
export const llmChain: ChatNodeReader = (node, reader) => {
  const parser = reader.first(node, 'outputParser')
  reader.flow.step({
    ...reader.place(node),
    type: 'llm',
    data: {
      prompt_template: reader.messagesOf(reader.first(node, 'prompt', 'chatPromptTemplate')) ?? [QUESTION],
      model: modelFor(node, reader),
      ...(parser ? schemaFor(parser, reader) : {}),
    },
  })
}

function schemaFor(parser: FlowiseNode, reader: ChatflowReader): JsonObject {
  const { name, inputs } = parser.data
  const fields = listOf(parsed(textOf(inputs.jsonStructure))).map(objectOf)
  if (name === 'structuredOutputParser' && fields.length > 0)
    return {
      structured_output: {
        schema: fieldsSchema(fields.map(({ property, ...rest }) => ({ ...rest, name: textOf(property) }))),
      },
    }
  reader.flow.note(parser.id, 'setting', name)
  return {}
}

/** A conversation with a model: a conversation chain or a chat engine. */
export const conversation: ChatNodeReader = (node, reader) => {
  const { inputs } = node.data
  const prompt = reader.messagesOf(reader.first(node, 'chatPromptTemplate'))
  const withMemory = reader.slot(node, 'memory').length > 0 || inputs.memory === undefined
  reader.flow.step({
    ...reader.place(node),
    type: 'llm',
    data: {
      prompt_template: prompt ?? [...systemOf(inputs, 'systemMessagePrompt', 'systemMessage'), QUESTION],
      model: modelFor(node, reader),
      ...(withMemory ? memory : {}),
    },
  })
}

const JOIN = `return given.documents.map(({ text }) => text).join('\\n\\n')`

/** Questions about documents: the store becomes a retriever, whose passages the prompt inserts at `{context}`. */
export const retrievalChain: ChatNodeReader = (node, reader) => {
  const { inputs } = node.data
  const { flow, place } = reader
  const store = reader.first(
    node,
    'vectorStoreRetriever',
    'vectorStore',
    'retriever',
    'queryEngine',
    'vectorStoreIndex',
  )
  const retriever = store?.id ?? `${node.id}/retriever`
  const at = store ? place(store) : { ...place(node), id: retriever }
  const topK = Number(textOf(store?.data.inputs.topK))
  flow.step({
    ...at,
    type: 'knowledge-retrieval',
    data: { query_variable_selector: ['sys', 'query'], multiple_retrieval_config: topK > 0 ? { top_k: topK } : {} },
  })
  const template = textOf(inputs.responsePrompt) || textOf(inputs.systemMessagePrompt)
  const hasContext = template.includes('{context}')
  const joined = `${node.id}/context`
  if (hasContext) {
    const script = { code: JOIN, inputs: [{ name: 'documents', value: [retriever, 'result'] }] }
    flow.step({ ...place(node), id: joined, type: 'script', data: script })
  } else flow.note(node.id, 'prompt', node.data.label)
  if (textOf(inputs.rephrasePrompt) !== '') flow.note(node.id, 'setting', 'rephrasePrompt')
  const system = reader.fill(template, node, { context: `{{#${joined}.result#}}`, question: '{{#sys.query#}}' })
  flow.step({
    ...place(node),
    type: 'llm',
    data: {
      prompt_template: [...(template === '' ? [] : [{ role: 'system', text: system }]), QUESTION],
      model: modelFor(node, reader),
      ...(reader.slot(node, 'memory').length > 0 || node.data.name === 'conversationalRetrievalQAChain' ? memory : {}),
      ...(hasContext ? {} : { context_steps: [retriever] }),
    },
  })
  if (store)
    for (const slot of ['document', 'embeddings', 'vectorStore', 'model', 'baseRetriever', 'vectorStoreRetriever'])
      for (const part of reader.slot(store, slot)) reader.absorb(part, store.id)
}

/** An agent with the tools that are connected to it. */
export const agent: ChatNodeReader = (node, reader) => {
  const { inputs, name } = node.data
  const model = modelFor(node, reader)
  const tools = reader.slot(node, 'tools').flatMap((tool) => toolStep(tool, reader))
  if (name === 'openAIAssistant') reader.flow.note(node.id, 'setting', 'selectedAssistant')
  const steps = Number(textOf(inputs.maxIterations))
  reader.flow.step({
    ...reader.place(node),
    type: 'agent',
    data: {
      prompt_template: [QUESTION],
      agent_parameters: {
        instruction: {
          value: textOf(inputs.systemMessage) || textOf(inputs.systemMessagePrompt) || textOf(inputs.instructions),
        },
        model: { value: { model: model.name, completion_params: model.completion_params } },
        tools: { value: tools.map((step) => ({ step })) },
        ...(steps > 0 ? { maximum_iterations: steps } : {}),
      },
      ...(reader.slot(node, 'memory').length > 0 ? memory : {}),
    },
  })
}

/**
 * A tool as a step that an agent calls. Empty if the user must connect the tool again after the import, which the
 * report says.
 */
export function toolStep(tool: FlowiseNode, reader: ChatflowReader): string[] {
  const { flow, place } = reader
  const { name, inputs, label } = tool.data
  const toolDescription = textOf(inputs.description)
  if (name === 'retrieverTool') {
    flow.step({ ...place(tool), type: 'knowledge-retrieval', data: { toolDescription } })
    for (const part of reader.slot(tool, 'retriever')) reader.absorb(part, tool.id)
    return [tool.id]
  }
  const url = textOf(inputs.requestsGetUrl) || textOf(inputs.requestsPostUrl) || textOf(inputs.url)
  if (/^(?:requests(?:Get|Post|Put|Delete))$/.test(name) && /^https?:\/\//.test(url)) {
    const method = name.slice('requests'.length).toUpperCase()
    const text = textOf(inputs.requestsGetDescription) || textOf(inputs.requestsPostDescription) || toolDescription
    flow.step({ ...place(tool), type: 'http-request', data: { method, url, toolDescription: text } })
    return [tool.id]
  }
  flow.note(tool.id, 'tools', label || name)
  return []
}

const customFunction: ChatNodeReader = (node, reader) => {
  const source = textOf(node.data.inputs.javascriptFunction)
  const values = objectOf(parsed(textOf(node.data.inputs.functionInputVariables)))
  if (/\brequire\s*\(|\bimport\s*\(|\bfetch\s*\(|\$flow\b|\$vars\b/.test(source)) {
    reader.flow.note(node.id, 'packages', node.data.label)
    reader.flow.missing({ ...reader.place(node), data: node.data.inputs }, node.data.name)
    return
  }
  const names = Object.keys(values).filter((name) => /^\w{1,60}$/.test(name))
  const inputs = names.map((name, index) => {
    const place = { ...reader.place(node), id: `${node.id}/input${index + 1}` }
    return { name, value: reader.flow.text(place, reader.fill(`{${name}}`, node, {})) }
  })
  const code = `${names.map((name) => `const $${name} = given[${JSON.stringify(name)}]`).join('\n')}\nreturn (async () => {\n${source}\n})()`
  reader.flow.step({ ...reader.place(node), type: 'script', data: { code, inputs } })
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Nodes that answer. */
export const CHAT_READERS: Readonly<Record<string, ChatNodeReader>> = {
  llmChain,
  customFunction,
  conversationChain: conversation,
  simpleChatEngine: conversation,
  conversationalRetrievalQAChain: retrievalChain,
  retrievalQAChain: retrievalChain,
  vectorDBQAChain: retrievalChain,
  contextChatEngine: retrievalChain,
  queryEngine: retrievalChain,
  ...Object.fromEntries(
    [
      'toolAgent',
      'openAIToolAgent',
      'openAIFunctionAgent',
      'openAIToolAgentLlamaIndex',
      'openAIFunctionAgent_LlamaIndex',
      'openAIToolAgent_LlamaIndex',
      'anthropicAgent_LlamaIndex',
      'mistralAIToolAgent',
      'conversationalAgent',
      'conversationalRetrievalAgent',
      'conversationalRetrievalToolAgent',
      'reactAgentChat',
      'reactAgentLLM',
      'xmlAgent',
      'openAIAssistant',
      'autoGPT',
    ].map((name) => [name, agent]),
  ),
}
