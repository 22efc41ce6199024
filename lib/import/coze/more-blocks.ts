import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import type { FlowBuilder } from '../flow-builder'
import { type BlockReader, placeOf } from './blocks'
import type { CozeNode } from './coze-file'
import { fill, parametersOf, readValue } from './values'

const BODY_TYPES: Readonly<Record<string, string>> = {
  JSON: 'json',
  RAW_TEXT: 'raw-text',
  FORM_DATA: 'form-data',
  FORM_URLENCODED: 'x-www-form-urlencoded',
}

/** Texts of a request name outputs of other blocks as `{{block_output_100001.name}}`. */
function requestText(value: unknown, node: CozeNode): string {
  const named = textOf(value).replaceAll(
    /\{\{\s*block_output_(\w{1,60})((?:\.\w{1,100})+)\s*\}\}/g,
    (_, id: string, path: string) => `{{#${id}${path}#}}`,
  )
  return fill(named, parametersOf(node.data.inputs))
}

const pairsOf = (list: unknown): JsonObject[] =>
  listOf(list)
    .map(objectOf)
    .map(({ name, input }) => ({ key: textOf(name), value: readValue(input).text }))

const http: BlockReader = (node, flow) => {
  const { apiInfo, headers, params, body, auth } = node.data.inputs
  const { method, url } = objectOf(apiInfo)
  const { bodyType, bodyData } = objectOf(body)
  const { json, rawText, formURLEncoded } = objectOf(bodyData)
  const type = BODY_TYPES[textOf(bodyType)] ?? 'none'
  const text = requestText(type === 'json' ? json : rawText, node)
  flow.step({
    ...placeOf(node),
    type: 'http-request',
    data: {
      method: textOf(method) || 'GET',
      url: requestText(url, node),
      fails: true,
      headers: pairsOf(headers),
      params: pairsOf(params),
      body: { type, data: type === 'x-www-form-urlencoded' ? pairsOf(formURLEncoded) : text },
    },
  })
  if (objectOf(auth).authOpen === true) flow.note(node.id, 'credential', textOf(objectOf(auth).authType))
}

/** For the blocks that serialize and parse JSON. */
const json =
  (code: string): BlockReader =>
  (node, flow) => {
    const [first] = [...parametersOf(node.data.inputs).values()]
    const inputs = first?.selector ? [{ name: 'value', value: first.selector }] : []
    flow.step({ ...placeOf(node), type: 'script', data: { inputs, code } })
  }

/** Changes variables of the app, of the user, or of the loop around it. */
const assign: BlockReader = (node, flow) => {
  const changes = listOf(node.data.inputs.inputParameters)
    .map(objectOf)
    .flatMap(({ left, right, input }): JsonObject[] => {
      const variable = readValue(left).selector
      const value = readValue(right ?? input).text
      return variable ? [{ variable, operation: 'set', value }] : []
    })
  flow.step({ ...placeOf(node), type: 'assigner', data: { changes } })
}

/** A question to the person who talks with the app. */
const question: BlockReader = (node, flow) => {
  const { question: questionText, answer_type } = node.data.inputs
  const text = fill(textOf(questionText) || readValue(questionText).text, parametersOf(node.data.inputs))
  flow.step({
    ...placeOf(node),
    type: 'approval',
    data: { text: text.trim() === '' ? node.data.nodeMeta.title : text },
  })
  if (answer_type === 'option') flow.note(node.id, 'setting', 'options')
  flow.note(node.id, 'format', node.data.nodeMeta.title)
}

export const MORE_BLOCKS: Readonly<Record<string, BlockReader>> = {
  '18': question,
  '20': assign,
  '40': assign,
  '45': http,
  '58': json('return { output: JSON.stringify(given.value ?? null) }'),
  '59': json(`return { output: typeof given.value === 'string' ? JSON.parse(given.value) : given.value }`),
}

/** The selector of an output that Coze names differently; null if its name is the same. */
export function renamedOutput({ id, type }: CozeNode, key: string): string[] | null {
  if (type === '45') return [id, key === 'statusCode' ? 'status_code' : key]
  if (type === '58' || type === '59') return [id, 'result', key]
  return type === '18' ? [id, 'comment'] : null
}

const SCOPES = { global_variable_app: 'app', global_variable_user: 'user' } as const

/** Declares the variables that blocks read or change, since a canvas only names them. */
export function declareVariables(value: unknown, flow: FlowBuilder): void {
  if (Array.isArray(value)) for (const item of value) declareVariables(item, flow)
  else if (typeof value === 'object' && value !== null) {
    const { source, path, name } = value as Record<string, unknown>
    const scope = Object.entries(SCOPES).find(([key]) => key === source)?.[1]
    const [first] = textOf(name) === '' ? listOf(path).map(textOf) : textOf(name).split('.')
    if (scope && first) flow.variable(first, { type: 'json', scope })
    for (const item of Object.values(value)) declareVariables(item, flow)
  }
}
