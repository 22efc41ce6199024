import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { fieldsSchema } from '../fields-schema'
import type { FlowBuilder } from '../flow-builder'
import type { CozeNode } from './coze-file'
import { type CozeValue, fill, parametersOf, readValue } from './values'

export type BlockReader = (node: CozeNode, flow: FlowBuilder) => void

export const placeOf = ({ id, parent, meta }: CozeNode) => ({ id, item: id, parent, position: meta.position })

/** A selector for a value, with a step that writes it if it is a literal. */
function selectorFor(value: CozeValue | undefined, node: CozeNode, flow: FlowBuilder): string[] {
  if (value?.selector) return value.selector
  return flow.text({ ...placeOf(node), id: `${node.id}/value` }, value?.text ?? '')
}

/** Settings of a model are a list of named literals. */
function settingsOf({ inputs }: CozeNode['data']): Record<string, string> {
  const list = Array.isArray(inputs.llmParam) ? inputs.llmParam : []
  return Object.fromEntries(list.map(objectOf).map(({ name, input }) => [textOf(name), readValue(input).text]))
}

function modelOf(settings: Record<string, string>): JsonObject {
  const temperature = Number(settings.temperature)
  const tokens = Number(settings.maxTokens)
  return {
    name: settings.modleName ?? settings.modelName ?? '',
    completion_params: {
      ...(settings.temperature === undefined || Number.isNaN(temperature) ? {} : { temperature }),
      ...(tokens > 0 ? { max_tokens: tokens } : {}),
    },
  }
}

const llm: BlockReader = (node, flow) => {
  const parameters = parametersOf(node.data.inputs)
  const settings = settingsOf(node.data)
  const system = fill(settings.systemPrompt ?? '', parameters)
  const isJson = settings.responseFormat === '2' && node.data.outputs.length > 0
  flow.step({
    ...placeOf(node),
    type: 'llm',
    data: {
      prompt_template: [
        ...(system === '' ? [] : [{ role: 'system', text: system }]),
        { role: 'user', text: fill(settings.prompt ?? '', parameters) },
      ],
      model: modelOf(settings),
      ...(isJson ? { structured_output: { schema: fieldsSchema(node.data.outputs) } } : {}),
    },
  })
  if (objectOf(node.data.inputs.fcParam).pluginFCParam !== undefined)
    flow.note(node.id, 'tools', node.data.nodeMeta.title)
}

/** The code is Python or TypeScript. Type annotations are removed only from the usual signature of `main`. */
const code: BlockReader = (node, flow) => {
  const source = textOf(node.data.inputs.code)
  const isScript = textOf(node.data.inputs.language) === '5'
  const plain = source
    .replace(/(\(\s*\{\s*params\s*\}\s*):\s*Args\s*\)/, '$1)')
    .replace(/\)\s*:\s*Promise\s*<\s*Output\s*>/, ')')
  if (isScript && /\brequire\s*\(|\bimport\b|\bfetch\s*\(/.test(plain)) {
    flow.note(node.id, 'packages', node.data.nodeMeta.title)
    flow.missing({ ...placeOf(node), data: node.data.inputs }, node.type)
    return
  }
  const parameters = parametersOf(node.data.inputs)
  const fixed = [...parameters].filter(([, { selector }]) => selector === null)
  const inputs = [...parameters].flatMap(([name, { selector }]) => (selector ? [{ name, value: selector }] : []))
  const literals = Object.fromEntries(fixed.map(([name, { text }]) => [name, text]))
  const mergedArguments = `{ ...${JSON.stringify(literals)}, ...given }`
  flow.step(
    isScript
      ? {
          ...placeOf(node),
          type: 'script',
          data: { inputs, code: `${plain}\nreturn main({ params: ${mergedArguments} })` },
        }
      : { ...placeOf(node), type: 'python', data: { inputs, literals, isWrapped: true, code: source } },
  )
}

const OPERATORS: Readonly<Record<string, string>> = {
  '1': 'is',
  '2': 'is not',
  '7': 'contains',
  '8': 'not contains',
  '9': 'empty',
  '10': 'not empty',
  '11': 'true',
  '12': 'false',
  '13': '>',
  '14': '≥',
  '15': '<',
  '16': '≤',
}

const condition: BlockReader = (node, flow) => {
  const branches = listOf(node.data.inputs.branches).map((branch) => objectOf(objectOf(branch).condition))
  const cases = branches.map(({ logic, conditions }, index) => ({
    case_id: index === 0 ? 'true' : `true_${index}`,
    logical_operator: textOf(logic) === '1' ? 'or' : 'and',
    conditions: listOf(conditions)
      .map(objectOf)
      .map(({ operator, left, right }) => ({
        left: readValue(objectOf(left).input).text,
        comparison_operator: OPERATORS[textOf(operator)] ?? textOf(operator),
        value: readValue(objectOf(right).input).text,
      })),
  }))
  flow.step({ ...placeOf(node), type: 'if-else', data: { cases } })
}

/** Each group becomes a step that takes the first value that exists. */
const merge: BlockReader = (node, flow) => {
  for (const group of listOf(node.data.inputs.mergeGroups).map(objectOf)) {
    const variables = listOf(group.variables).flatMap((variable) => {
      const { selector } = readValue(variable)
      return selector ? [selector] : []
    })
    flow.step({
      ...placeOf(node),
      id: `${node.id}/${textOf(group.name)}`,
      type: 'variable-aggregator',
      data: { variables },
    })
  }
}

const text: BlockReader = (node, flow) => {
  const { method, concatParams } = node.data.inputs
  const settings = new Map(
    listOf(concatParams)
      .map(objectOf)
      .map(({ name, input }) => [textOf(name), readValue(input).text]),
  )
  if (method === 'split') flow.missing({ ...placeOf(node), data: node.data.inputs }, node.type)
  else {
    const written = fill(settings.get('concatResult') ?? '', parametersOf(node.data.inputs))
    flow.step({ ...placeOf(node), type: 'text', data: { text: written } })
    flow.note(node.id, 'format', node.data.nodeMeta.title)
  }
}

const batch: BlockReader = (node, flow) => {
  const [first] = [...parametersOf(node.data.inputs).values()]
  const [result] = node.data.outputs
  const size = Number(readValue(node.data.inputs.concurrentSize).text)
  flow.step({
    ...placeOf(node),
    type: 'iteration',
    data: {
      iterator_selector: first?.selector ?? [],
      flattens: false,
      is_parallel: size > 1,
      parallel_nums: size || 10,
      output_selector: readValue(result?.input).selector ?? [],
    },
  })
  if (node.data.outputs.length > 1) flow.note(node.id, 'setting', 'outputs')
}

const knowledge: BlockReader = (node, flow) => {
  const query_variable_selector = selectorFor(parametersOf(node.data.inputs).get('Query'), node, flow)
  flow.step({ ...placeOf(node), type: 'knowledge-retrieval', data: { query_variable_selector } })
}

/** Like the step of Patchbay, this step of Coze stores the document in the background. */
const addToKnowledge: BlockReader = (node, flow) => {
  const parameters = parametersOf(node.data.inputs)
  const content = selectorFor(parameters.get('knowledge') ?? [...parameters.values()][0], node, flow)
  flow.step({ ...placeOf(node), type: 'knowledge-add', data: { content } })
}

const classifier: BlockReader = (node, flow) => {
  const intents = listOf(node.data.inputs.intents).map((intent) => textOf(objectOf(intent).name))
  const settings = objectOf(node.data.inputs.llmParam)
  flow.step({
    ...placeOf(node),
    type: 'question-classifier',
    data: {
      classes: [...intents.map((name, index) => ({ id: `branch_${index}`, name })), { id: 'default', name: 'Other' }],
      instruction: '',
      query_variable_selector: selectorFor(parametersOf(node.data.inputs).get('query'), node, flow),
      model: { name: textOf(settings.modelName) || textOf(settings.modleName) },
    },
  })
}

const subApp: BlockReader = (node, flow) => {
  const [first] = [...parametersOf(node.data.inputs).values()]
  flow.step({ ...placeOf(node), type: 'sub-app', data: first ? { message: selectorFor(first, node, flow) } : {} })
}

const message: BlockReader = (node, flow) => {
  const answer = fill(readValue(node.data.inputs.content).text, parametersOf(node.data.inputs))
  flow.step({ ...placeOf(node), type: 'answer', data: { answer } })
}

const end: BlockReader = (node, flow) => {
  const { terminatePlan, content } = node.data.inputs
  const parameters = parametersOf(node.data.inputs)
  if (terminatePlan === 'useAnswerContent') {
    flow.step({ ...placeOf(node), type: 'answer', data: { answer: fill(readValue(content).text, parameters) } })
    return
  }
  const outputs = [...parameters].flatMap(([variable, { selector }]) =>
    selector ? [{ variable, value_selector: selector }] : [],
  )
  flow.step({ ...placeOf(node), type: 'end', data: { outputs } })
}

export const BLOCKS: Readonly<Record<string, BlockReader>> = {
  '2': end,
  '3': llm,
  '5': code,
  '6': knowledge,
  '8': condition,
  '9': subApp,
  '13': message,
  '15': text,
  '22': classifier,
  '27': addToKnowledge,
  '28': batch,
  '32': merge,
}
