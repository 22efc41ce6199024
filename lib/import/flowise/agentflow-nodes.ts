import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { fieldsSchema } from '../fields-schema'
import { selectorOf } from '../flow-builder'
import type { AgentflowReader } from './agentflow-reader'
import type { FlowiseNode } from './flowise-file'
import { modelOf } from './models'

export type NodeReader = (node: FlowiseNode, reader: AgentflowReader) => void

/** Messages as Flowise sends them: those of the node, then the conversation of this run, then the node's own message. */
function messagesOf(node: FlowiseNode, reader: AgentflowReader, prefix: 'llm' | 'agent'): JsonObject[] {
  const { inputs } = node.data
  const entries = listOf(inputs[`${prefix}Messages`]).map(objectOf)
  const messages = entries.map(({ role, content }) => ({ role: textOf(role), text: reader.text(content, node) }))
  const own = reader.text(inputs[`${prefix}UserMessage`], node)
  const hasMemory = inputs[`${prefix}EnableMemory`] === true || inputs[`${prefix}EnableMemory`] === 'true'
  const earlier = reader.speakersBefore(node).map((other) => {
    const kind = other.data.name === 'llmAgentflow' ? 'llm' : 'agent'
    const isAssistant = other.data.inputs[`${kind}ReturnResponseAs`] === 'assistantMessage'
    return { role: isAssistant ? 'assistant' : 'user', text: `{{#${reader.outputOf(other).join('.')}#}}` }
  })
  const question = reader.isChat ? [{ role: 'user', text: '{{#sys.query#}}' }] : []
  const conversation =
    hasMemory || (earlier.length === 0 && own === '') ? [...question, ...(hasMemory ? earlier : [])] : []
  if (hasMemory && earlier.length > 0) reader.flow.note(node.id, 'prompt', node.data.label)
  return [...messages, ...conversation, ...(own === '' ? [] : [{ role: 'user', text: own }])]
}

const memoryOf = ({ data }: FlowiseNode, prefix: 'llm' | 'agent') =>
  data.inputs[`${prefix}EnableMemory`] === true ? { memory: { window: { enabled: true } } } : {}

const llm: NodeReader = (node, reader) => {
  const { inputs } = node.data
  const fields = listOf(inputs.llmStructuredOutput).map(objectOf)
  const schema = fieldsSchema(fields.map(({ key, ...rest }) => ({ ...rest, name: textOf(key) })))
  reader.flow.step({
    ...reader.place(node),
    type: 'llm',
    data: {
      prompt_template: messagesOf(node, reader, 'llm'),
      model: modelOf(inputs.llmModelConfig),
      ...memoryOf(node, 'llm'),
      ...(fields.length === 0 ? {} : { structured_output: { schema } }),
    },
  })
}

const agent: NodeReader = (node, reader) => {
  const { inputs } = node.data
  const { flow } = reader
  const messages = messagesOf(node, reader, 'agent')
  const instructions = messages.filter(({ role }) => role === 'system' || role === 'developer')
  const stores = [...listOf(inputs.agentKnowledgeDocumentStores), ...listOf(inputs.agentKnowledgeVSEmbeddings)].map(
    objectOf,
  )
  const bases = stores.map(({ docStoreDescription, vectorStoreDescription, knowledgeDescription }, index) =>
    flow.step({
      ...reader.place(node),
      id: `${node.id}/knowledge${index + 1}`,
      type: 'knowledge-retrieval',
      data: {
        toolDescription: textOf(docStoreDescription) || textOf(vectorStoreDescription) || textOf(knowledgeDescription),
      },
    }),
  )
  const tools = listOf(inputs.agentTools).map((tool) => ({ tool_label: textOf(objectOf(tool).agentSelectedTool) }))
  const model = modelOf(inputs.agentModelConfig)
  flow.step({
    ...reader.place(node),
    type: 'agent',
    data: {
      prompt_template: messages.filter((message) => !instructions.includes(message)),
      agent_parameters: {
        instruction: { value: instructions.map(({ text }) => textOf(text)).join('\n\n') },
        model: { value: { model: model.name, completion_params: model.completion_params } },
        tools: { value: [...tools.filter(({ tool_label }) => tool_label !== ''), ...bases.map((step) => ({ step }))] },
      },
      ...memoryOf(node, 'agent'),
    },
  })
}

const conditionAgent: NodeReader = (node, reader) => {
  const { inputs } = node.data
  const scenarios = listOf(inputs.conditionAgentScenarios).map((item) => textOf(objectOf(item).scenario))
  for (const scenario of scenarios) if (scenario.length > 100) reader.flow.note(node.id, 'setting', scenario)
  const instruction = reader.text(inputs.conditionAgentInstructions, node)
  // The instruction of our classifier is the same in every run, so one that contains values moves into the text.
  const hasValues = /\{\{#[^{}]+#\}\}/.test(instruction)
  if (hasValues) reader.flow.note(node.id, 'prompt', node.data.label)
  const text = reader.text(inputs.conditionAgentInput, node)
  const combined = hasValues ? `${instruction}\n\n${text}` : text
  reader.flow.step({
    ...reader.place(node),
    type: 'question-classifier',
    data: {
      classes: scenarios.map((name, index) => ({ id: `${index}`, name })),
      instruction: hasValues ? '' : instruction,
      query_variable_selector: selectorOf(combined) ?? reader.flow.text(reader.place(node), combined),
      model: modelOf(inputs.conditionAgentModelConfig),
    },
  })
}

const OPERATIONS: Readonly<Record<string, string>> = {
  smaller: '<',
  smallerEqual: '≤',
  equal: 'is',
  notEqual: 'is not',
  larger: '>',
  largerEqual: '≥',
  isEmpty: 'empty',
  notEmpty: 'not empty',
  contains: 'contains',
  notContains: 'not contains',
  startsWith: 'start with',
  endsWith: 'end with',
  regex: 'matches',
}

/** Each condition has a branch of its own; the last branch is taken if no condition is met. */
const condition: NodeReader = (node, reader) => {
  const conditions = listOf(node.data.inputs.conditions).map(objectOf)
  reader.flow.step({
    ...reader.place(node),
    type: 'if-else',
    data: {
      cases: conditions.map(({ value1, operation, value2 }, index) => ({
        case_id: `${index}`,
        conditions: [
          {
            left: reader.text(value1, node),
            comparison_operator: OPERATIONS[textOf(operation)] ?? textOf(operation),
            value: reader.text(value2, node),
          },
        ],
      })),
    },
  })
}

const JOIN = `return given.documents.map(({ text }) => text).join('\\n')`

const retriever: NodeReader = (node, reader) => {
  const { inputs } = node.data
  const place = reader.place(node)
  const query_variable_selector = reader.selector(inputs.retrieverQuery, node, 'query')
  reader.flow.step({ ...place, type: 'knowledge-retrieval', data: { query_variable_selector } })
  const script = { code: JOIN, inputs: [{ name: 'documents', value: [node.id, 'result'] }] }
  reader.flow.step({ ...place, id: `${node.id}/joined`, type: 'script', data: script })
  reader.flow.edge(node.id, `${node.id}/joined`)
}

const http: NodeReader = (node, reader) => {
  const { method, url, headers, queryParams, bodyType, body } = node.data.inputs
  const pairs = (value: unknown) =>
    listOf(value)
      .map(objectOf)
      .map(({ key, value: text }) => ({ key: textOf(key), value: reader.text(text, node) }))
  const types: Readonly<Record<string, string>> = {
    json: 'json',
    raw: 'raw-text',
    formData: 'form-data',
    xWwwFormUrlencoded: 'x-www-form-urlencoded',
  }
  reader.flow.step({
    ...reader.place(node),
    type: 'http-request',
    data: {
      method: textOf(method),
      url: reader.text(url, node),
      headers: pairs(headers),
      params: pairs(queryParams),
      body: {
        type: types[textOf(bodyType)] ?? 'none',
        data: Array.isArray(body) ? pairs(body) : reader.text(body, node),
      },
      fails: true,
    },
  })
}

/** Code reads its inputs as `$name`, and the state. Packages do not exist in the sandbox. */
const customFunction: NodeReader = (node, reader) => {
  const source = textOf(node.data.inputs.customFunctionJavascriptFunction)
  const variables = listOf(node.data.inputs.customFunctionInputVariables).map(objectOf)
  const place = reader.place(node)
  const state = stateIn(source)
  if (/\brequire\s*\(|\bimport\s*\(|\bfetch\s*\(|\$flow\b|\$vars\b/.test(state.code)) {
    reader.flow.note(node.id, 'packages', node.data.label)
    reader.flow.missing({ ...place, data: node.data.inputs }, node.data.name)
    return
  }
  const named = variables.filter(({ variableName }) => /^\w{1,60}$/.test(textOf(variableName)))
  const inputs = named.map(({ variableName, variableValue }, index) => ({
    name: textOf(variableName),
    value: reader.selector(variableValue, node, `input${index + 1}`),
  }))
  const stateReads = state.keys.map((key, index) => ({
    name: `state${index + 1}`,
    value: reader.selector(`{{ $flow.state.${key} }}`, node, `state${index + 1}`),
  }))
  const names = inputs.map(({ name }) => `const $${name} = given[${JSON.stringify(name)}]`)
  const values = state.keys.map((key, index) => `${JSON.stringify(key)}: given.state${index + 1}`)
  const head = [...names, ...(values.length === 0 ? [] : [`const flowState = { ${values.join(', ')} }`])]
  const code = `${head.join('\n')}\nreturn (async () => {\n${state.code}\n})()`
  reader.flow.step({ ...place, type: 'script', data: { inputs: [...inputs, ...stateReads], code } })
}

/** Code with reads of the state replaced, and the keys that it reads. */
function stateIn(source: string): { code: string; keys: string[] } {
  const keys = new Set<string>()
  const code = source.replaceAll(/\$flow\.state\.(\w{1,60})/g, (_, key: string) => {
    keys.add(key)
    return `flowState.${key}`
  })
  return { code, keys: [...keys] }
}

const executeFlow: NodeReader = (node, reader) =>
  void reader.flow.step({
    ...reader.place(node),
    type: 'sub-app',
    data: { message: reader.selector(node.data.inputs.executeFlowInput, node, 'input') },
  })

const humanInput: NodeReader = (node, reader) =>
  void reader.flow.step({
    ...reader.place(node),
    type: 'approval',
    data: { text: reader.text(node.data.inputs.humanInputDescription, node) },
  })

const directReply: NodeReader = (node, reader) =>
  void reader.flow.step({
    ...reader.place(node),
    type: 'answer',
    data: { answer: reader.text(node.data.inputs.directReplyMessage, node) },
  })

const iteration: NodeReader = (node, reader) => {
  const inside = reader.nodes.filter(({ parentNode }) => parentNode === node.id)
  const last = inside.at(-1)
  reader.flow.step({
    ...reader.place(node),
    type: 'iteration',
    data: {
      iterator_selector: selectorOf(reader.text(node.data.inputs.iterationInput, node)) ?? [],
      output_selector: last ? reader.outputOf(last) : [],
      flattens: false,
    },
  })
}

/** A loop has no step of its own: it is an edge that leads back. */
const loop: NodeReader = () => {}

export const READERS: Readonly<Record<string, NodeReader>> = {
  llmAgentflow: llm,
  agentAgentflow: agent,
  conditionAgentAgentflow: conditionAgent,
  conditionAgentflow: condition,
  retrieverAgentflow: retriever,
  httpAgentflow: http,
  customFunctionAgentflow: customFunction,
  executeFlowAgentflow: executeFlow,
  humanInputAgentflow: humanInput,
  directReplyAgentflow: directReply,
  iterationAgentflow: iteration,
  loopAgentflow: loop,
}
