import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import type { FlowBuilder } from '../flow-builder'
import { type BlockReader, placeOf } from './blocks'
import type { CozeNode } from './coze-file'
import { parametersOf, readValue } from './values'

const MAX_ROUNDS = 1_000

/** Variables that the rounds of a loop share, with their first values. */
function sharedOf({ data }: CozeNode): { name: string; value: string }[] {
  return listOf(data.inputs.variableParameters)
    .map(objectOf)
    .map(({ name, input }) => ({ name: textOf(name), value: readValue(input).text }))
}

/** Where order edges to a loop lead: its variables are set before the first round. */
export const entryOf = (node: CozeNode): string =>
  node.type === '21' && sharedOf(node).length > 0 ? `${node.id}/begin` : node.id

const loop: BlockReader = (node, flow) => {
  const { loopType, loopCount } = node.data.inputs
  setShared(node, flow)
  if (loopType === 'infinite') {
    flow.step({ ...placeOf(node), type: 'loop', data: { initial: [], conditions: [], rounds: MAX_ROUNDS, values: {} } })
    return
  }
  const lists = [...parametersOf(node.data.inputs).values()].flatMap(({ selector }) => (selector ? [selector] : []))
  if (lists.length > 1) flow.note(node.id, 'setting', 'inputParameters')
  const iterator_selector = loopType === 'count' ? countedItems(node, flow, loopCount) : (lists[0] ?? [])
  const results = node.data.outputs.flatMap(({ input }) => {
    const { selector } = readValue(input)
    return selector && selector[0] !== node.id ? [selector] : []
  })
  if (results.length > 1) flow.note(node.id, 'setting', 'outputs')
  // A round that a block ends early has a result of its own here.
  if (results.length > 0 && node.endsEarly) flow.note(node.id, 'format', node.data.nodeMeta.title)
  const data = {
    iterator_selector,
    flattens: false,
    is_parallel: false,
    output_selector: results[0] ?? noResult(node, flow),
  }
  flow.step({ ...placeOf(node), type: 'iteration', data })
}

/** A loop without outputs is run for its effects. */
function noResult(node: CozeNode, flow: FlowBuilder): string[] {
  const id = `${node.id}/result`
  const inputs = [{ name: 'item', value: [node.id, 'item'] }]
  flow.step({ ...placeOf(node), id, parent: node.id, type: 'script', data: { inputs, code: 'return null' } })
  return [id, 'result']
}

/** A list with one item for each round. */
function countedItems(node: CozeNode, flow: FlowBuilder, count: unknown): string[] {
  const { selector, text } = readValue(count)
  const id = `${node.id}/rounds`
  const inputs = selector ? [{ name: 'count', value: selector }] : []
  const rounds = selector ? 'given.count' : JSON.stringify(text)
  const code = `return Array.from({ length: Math.min(${MAX_ROUNDS}, Number(${rounds})) }, (_, index) => index)`
  flow.step({ ...placeOf(node), id, type: 'script', data: { inputs, code } })
  return [id, 'result']
}

function setShared(node: CozeNode, flow: FlowBuilder): void {
  const changes = sharedOf(node).flatMap(({ name, value }): JsonObject[] => {
    const variable = flow.variable(`${node.id}.${name}`, { type: 'json', scope: 'run' })
    return variable ? [{ variable, operation: 'set', value }] : []
  })
  if (changes.length === 0) return
  flow.step({ ...placeOf(node), id: `${node.id}/begin`, type: 'assigner', data: { changes } })
  flow.edge(`${node.id}/begin`, node.id)
}

const jump =
  (type: 'loop-break' | 'loop-continue'): BlockReader =>
  (node, flow) =>
    void flow.step({ ...placeOf(node), type, data: {} })

export const LOOP_BLOCKS: Readonly<Record<string, BlockReader>> = {
  '19': jump('loop-break'),
  '21': loop,
  '29': jump('loop-continue'),
}

/** Values of a loop by the names that Coze gives them: shared variables, results and the item of a round. */
export function loopOutput(node: CozeNode, key: string, flow: FlowBuilder): string[] {
  const shared = (name: string) => flow.knownVariable(`${node.id}.${name}`)
  const output = node.data.outputs.find(({ name }) => name === key)
  const source = output && readValue(output.input).selector
  const variable = shared(key) ?? (source && source[0] === node.id ? shared(source[1] ?? '') : null)
  if (variable) return variable
  if (output) return [node.id, 'output']
  return [node.id, key === 'index' || node.data.inputs.loopType === 'count' ? 'index' : 'item']
}
