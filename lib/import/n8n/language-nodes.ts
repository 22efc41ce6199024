import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { fieldsSchema } from '../fields-schema'
import { schemaOfExample, schemaOfText } from '../schema-of-text'
import type { N8nNode } from './n8n-file'
import { type Item, type N8nReader, typeOf } from './n8n-reader'
import { toolSteps } from './tools'

export type NodeReader = (node: N8nNode, reader: N8nReader) => void

/** The model that is connected, or the one of the node itself. */
function modelOf(node: N8nNode, reader: N8nReader): { name: string; completion_params: JsonObject } {
  const part = reader.parts(node, 'ai_languageModel')[0] ?? node
  const { model, modelName, modelId, options } = part.parameters
  const name = [model, modelName, modelId].map((value) => textOf(objectOf(value).value ?? value)).find(Boolean) ?? ''
  const settings = objectOf(options)
  const parameters = {
    temperature: settings.temperature,
    max_tokens: settings.maxTokens ?? settings.maxOutputTokens ?? settings.maxTokensToSample,
    top_p: settings.topP,
    frequency_penalty: settings.frequencyPenalty,
    presence_penalty: settings.presencePenalty,
  }
  const params = Object.entries(parameters).flatMap(([key, value]): [string, number][] =>
    typeof value === 'number' ? [[key, value]] : [],
  )
  return { name: name.replace(/^=/, ''), completion_params: Object.fromEntries(params) }
}

const memoryOf = (node: N8nNode, reader: N8nReader) =>
  reader.parts(node, 'ai_memory').length > 0 ? { memory: { window: { enabled: true } } } : {}

/** What a person says: the text of the node, or the message that arrives. */
function userText(node: N8nNode, reader: N8nReader): string {
  const { text, prompt, promptType } = node.parameters
  const own = reader.text(text ?? prompt, node)
  if (promptType !== 'auto' && own !== '') return own
  const arriving = reader.arriving(node)?.at(['chatInput'])
  return arriving ? `{{#${arriving.join('.')}#}}` : own
}

/** The schema of a connected parser; null if none can be read. */
function parserSchema(node: N8nNode, reader: N8nReader): JsonObject | null {
  const [parser] = reader.parts(node, 'ai_outputParser')
  if (!parser) return null
  if (typeOf(parser) === 'outputParserAutofixing') return parserSchema(parser, reader)
  const { inputSchema, jsonSchema, jsonSchemaExample } = parser.parameters
  const schema = schemaOfText(textOf(inputSchema) || textOf(jsonSchema)) ?? schemaOfExample(textOf(jsonSchemaExample))
  if (!schema) reader.flow.note(parser.name, 'setting', typeOf(parser))
  return schema
}

interface ModelStep {
  messages: JsonObject[]
  schema?: JsonObject | null
  /** The names of the answer in the item. */
  names: string[]
}

/** A model step. With a schema its item has `output`. */
function addModel(node: N8nNode, reader: N8nReader, { messages, schema, names }: ModelStep): void {
  reader.flow.step({
    ...reader.place(node),
    type: 'llm',
    data: {
      prompt_template: messages,
      model: modelOf(node, reader),
      ...(schema ? { structured_output: { schema } } : {}),
      ...memoryOf(node, reader),
    },
  })
  const text = [node.name, 'text']
  const fields = schema
    ? { output: [node.name, 'structured_output'] }
    : Object.fromEntries(names.map((name) => [name, text]))
  reader.items.set(node.name, { ...reader.itemOfFields(node, fields), text: () => text })
}

const chain: NodeReader = (node, reader) => {
  const prompts = reader.list(node, 'messages', 'messageValues').map(({ type, message }) => ({
    role: /AI/.test(textOf(type)) ? 'assistant' : /Human/.test(textOf(type)) ? 'user' : 'system',
    text: reader.text(message, node),
  }))
  const messages = [...prompts, { role: 'user', text: userText(node, reader) }]
  addModel(node, reader, { messages, schema: parserSchema(node, reader), names: ['text', 'response', 'output'] })
}

const summarization: NodeReader = (node, reader) => {
  const arriving = reader.arriving(node)?.whole()
  const text = `Write a concise summary of the following:\n\n${arriving ? `{{#${arriving.join('.')}#}}` : ''}`
  reader.flow.note(node.name, 'prompt', node.name)
  addModel(node, reader, { messages: [{ role: 'user', text }], names: ['response', 'output', 'text'] })
}

const extractor: NodeReader = (node, reader) => {
  const { text, options, inputSchema, jsonSchemaExample } = node.parameters
  const attributes = reader.list(node, 'attributes', 'attributes')
  const system = reader.text(objectOf(options).systemPromptTemplate, node)
  const schema =
    attributes.length > 0
      ? fieldsSchema(attributes.map((field) => ({ ...field, required: field.required === true })))
      : (schemaOfText(textOf(inputSchema)) ?? schemaOfExample(textOf(jsonSchemaExample)))
  const own = { role: 'user', text: reader.text(text, node) }
  addModel(node, reader, {
    messages: system === '' ? [own] : [{ role: 'system', text: system }, own],
    schema,
    names: ['output'],
  })
}

const classifier: NodeReader = (node, reader) => {
  const { inputText, options } = node.parameters
  const categories = reader.list(node, 'categories', 'categories')
  const sentiments = textOf(objectOf(options).categories) || 'Positive, Neutral, Negative'
  const names =
    typeOf(node) === 'sentimentAnalysis'
      ? sentiments.split(',').map((name) => name.trim())
      : categories.map(({ category }) => textOf(category))
  const described = categories.filter(({ description }) => textOf(description) !== '')
  reader.flow.step({
    ...reader.place(node),
    type: 'question-classifier',
    data: {
      classes: names.map((name, index) => ({ id: `${index}`, name })),
      instruction: described
        .map(({ category, description }) => `${textOf(category)}: ${textOf(description)}`)
        .join('\n'),
      query_variable_selector: reader.selector(inputText, node, 'input') ?? [],
      model: modelOf(node, reader),
    },
  })
  const arriving = reader.arriving(node)
  const label = [node.name, 'class_name']
  reader.items.set(node.name, {
    at: (path) => (path.join('.') === 'sentimentAnalysis.category' ? label : (arriving?.at(path) ?? null)),
    whole: () => arriving?.whole() ?? label,
  })
}

const agent: NodeReader = (node, reader) => {
  const { name, completion_params } = modelOf(node, reader)
  const options = objectOf(node.parameters.options)
  const steps = Number(textOf(options.maxIterations))
  reader.flow.step({
    ...reader.place(node),
    type: 'agent',
    data: {
      prompt_template: [{ role: 'user', text: userText(node, reader) }],
      agent_parameters: {
        instruction: { value: reader.text(options.systemMessage, node) },
        model: { value: { model: name, completion_params } },
        tools: { value: toolSteps(node, reader).map((step) => ({ step })) },
        ...(steps > 0 ? { maximum_iterations: steps } : {}),
      },
      ...memoryOf(node, reader),
    },
  })
  if (reader.parts(node, 'ai_outputParser').length > 0) reader.flow.note(node.name, 'setting', 'outputParser')
  const text = [node.name, 'text']
  reader.items.set(node.name, { ...reader.itemOfFields(node, { output: text }), text: () => text })
}

const retrievalQa: NodeReader = (node, reader) => {
  const [store] = reader.parts(node, 'ai_retriever').flatMap((part) => reader.parts(part, 'ai_vectorStore'))
  const retriever = `${node.name}/retriever`
  const question = userText(node, reader)
  const query_variable_selector = reader.flow.text({ ...reader.place(node), id: `${node.name}/question` }, question)
  const place = { ...reader.place(node), id: retriever, item: store?.name ?? node.name }
  reader.flow.step({ ...place, type: 'knowledge-retrieval', data: { query_variable_selector } })
  const prompt_template = [{ role: 'user', text: question }]
  const data = { prompt_template, model: modelOf(node, reader), context_steps: [retriever] }
  reader.flow.step({ ...reader.place(node), type: 'llm', data })
  reader.flow.note(node.name, 'prompt', node.name)
  const text = [node.name, 'text']
  reader.items.set(node.name, { ...reader.itemOfFields(node, { response: text, text }), text: () => text })
}

/** One node for all that OpenAI offers. */
const openAi: NodeReader = (node, reader) => {
  const { resource, operation, prompt, input, text, voice } = node.parameters
  const { name } = modelOf(node, reader)
  const kind = `${textOf(resource) || 'text'} ${textOf(operation)}`
  if (kind.startsWith('assistant')) agent(node, reader)
  else if (/^(?:text|chat)/.test(kind)) openAiMessage(node, reader)
  else if (kind === 'image analyze') {
    reader.flow.note(node.name, 'files', 'image')
    addModel(node, reader, { messages: [{ role: 'user', text: reader.text(text, node) }], names: ['content', 'text'] })
  } else if (/transcribe|translate/.test(kind)) {
    reader.flow.missing({ ...reader.place(node), data: node.parameters }, `${typeOf(node)} ${kind}`)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
  } else {
    const isImage = kind.startsWith('image')
    const selector = reader.selector(isImage ? (prompt ?? text) : (input ?? text), node, 'text') ?? []
    const data = { text: selector, model: name || textOf(resource), voice: textOf(voice) }
    reader.flow.step({ ...reader.place(node), type: isImage ? 'image' : 'speech', data })
    reader.items.set(node.name, fileItem(node))
  }
}

const fileItem = ({ name }: N8nNode): Item => ({ at: () => null, whole: () => [name, 'file'] })

function openAiMessage(node: N8nNode, reader: N8nReader): void {
  const { messages } = node.parameters
  const values = listOf(objectOf(messages).values ?? objectOf(messages).messages).map(objectOf)
  const prompts = values.map(({ role, content }) => ({
    role: textOf(role) || 'user',
    text: reader.text(content, node),
  }))
  const names = ['text', 'content']
  addModel(node, reader, {
    messages: prompts.length > 0 ? prompts : [{ role: 'user', text: userText(node, reader) }],
    names,
  })
  const known = reader.items.get(node.name)
  if (!known) return
  // The answer is also at `message.content`.
  reader.items.set(node.name, { ...known, at: (path) => known.at(path[0] === 'message' ? path.slice(1) : path) })
}

export const LANGUAGE_NODES: Readonly<Record<string, NodeReader>> = {
  chainLlm: chain,
  chainSummarization: summarization,
  chainRetrievalQa: retrievalQa,
  informationExtractor: extractor,
  textClassifier: classifier,
  sentimentAnalysis: classifier,
  agent,
  openAi,
}
