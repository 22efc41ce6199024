import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import { mapSelectors } from '../map-selectors'
import type { SourceFlow } from '../source-flow'
import { BLOCKS, placeOf } from './blocks'
import { type CozeCanvas, CozeFile, type CozeNode } from './coze-file'
import { entryOf, LOOP_BLOCKS, loopOutput } from './loops'
import { declareVariables, MORE_BLOCKS, renamedOutput } from './more-blocks'

const START = '1'
const JUMPS = new Set(['19', '29'])
const FIELD_TYPES: Readonly<Record<string, string>> = {
  integer: 'number',
  float: 'number',
  number: 'number',
  boolean: 'checkbox',
  list: 'json_object',
  object: 'json_object',
}

/** Empty if the file is not from Coze. */
export function readCoze(value: Json): SourceFlow[] {
  const file = CozeFile.safeParse(value)
  return file.success ? [readCanvas(file.data)] : []
}

function readCanvas({ nodes: given, edges }: CozeCanvas): SourceFlow {
  const flow = new FlowBuilder('coze')
  const nodes = given.map((node) => ({
    ...tracked(node, flow),
    blocks: node.blocks.map((block) => tracked(block, flow)),
  }))
  const all = nodes.flatMap((node): CozeNode[] => [
    { ...node, parent: null, inner: node.edges, endsEarly: node.blocks.some(({ type }) => JUMPS.has(type)) },
    ...node.blocks.map((block) => ({ ...block, parent: node.id, inner: [], endsEarly: false })),
  ])
  for (const { id, type, data } of all) flow.item({ id, title: data.nodeMeta.title || type, type })
  for (const { sourceNodeID, targetNodeID } of [...edges, ...all.flatMap(({ inner }) => inner)])
    flow.link(sourceNodeID, targetNodeID)
  for (const node of all) declareVariables(node.data.inputs, flow)
  for (const node of all) readBlock(node, flow)
  // The edges between a container and its inner nodes only mark where the body begins and ends.
  const inner = all.flatMap(({ id, inner: list }) =>
    list.filter(({ sourceNodeID, targetNodeID }) => sourceNodeID !== id && targetNodeID !== id),
  )
  for (const { sourceNodeID, targetNodeID, sourcePortID } of [...edges, ...inner])
    for (const entry of entriesOf(targetNodeID, all)) flow.edge(stepOf(sourceNodeID, all), entry, portOf(sourcePortID))
  return rename(flow.build({ formatVersion: '2', name: '', description: '', kind: 'form' }), all, flow)
}

/** Types of values are no settings: each value has its own. */
const NOT_SETTINGS = /(?:^|\.)(?:type|rawMeta(?:\..+)?|schema(?:\..+)?|assistType)$/

function tracked<T extends Pick<CozeNode, 'id' | 'data'>>(node: T, { settings }: FlowBuilder): T {
  const nameOf = (path: string) => (NOT_SETTINGS.test(path) ? null : path)
  return { ...node, data: { ...node.data, inputs: settings.track(node.id, node.data.inputs, { nameOf }) } }
}

/** The step that an edge of a block leaves. A merge has one step for each of its groups; the first one represents it. */
function stepOf(id: string, all: readonly CozeNode[]): string {
  const node = all.find((other) => other.id === id)
  const [group] = node?.type === '32' ? listOf(node.data.inputs.mergeGroups) : []
  return group === undefined ? id : `${id}/${textOf(objectOf(group).name)}`
}

/** The steps that an edge to a block leads to. */
function entriesOf(id: string, all: readonly CozeNode[]): string[] {
  const node = all.find((other) => other.id === id)
  if (!node) return []
  const groups = node.type === '32' ? listOf(node.data.inputs.mergeGroups).map(objectOf) : []
  return groups.length > 0 ? groups.map(({ name }) => `${id}/${textOf(name)}`) : [entryOf(node)]
}

const PORTS: Readonly<Record<string, string>> = { branch_error: 'error', '': 'source' }
const portOf = (port: string) => PORTS[port] ?? port

function readBlock(node: CozeNode, flow: FlowBuilder): void {
  const { type, data } = node
  if (type === START) {
    const variables = data.outputs.map(
      (output): JsonObject => ({
        variable: textOf(output.name),
        label: textOf(output.name),
        required: output.required === true,
        type: FIELD_TYPES[textOf(output.type)] ?? 'paragraph',
      }),
    )
    flow.step({ ...placeOf(node), type: 'start', data: { variables } })
  } else if (type === '31') flow.step({ ...placeOf(node), type: 'note', data: { text: textOf(data.inputs.note) } })
  else if (Object.hasOwn(BLOCKS, type)) BLOCKS[type]?.(node, flow)
  else if (Object.hasOwn(MORE_BLOCKS, type)) MORE_BLOCKS[type]?.(node, flow)
  else if (Object.hasOwn(LOOP_BLOCKS, type)) LOOP_BLOCKS[type]?.(node, flow)
  else flow.missing({ ...placeOf(node), data: data.inputs }, `${type} ${data.nodeMeta.title}`)
}

/** Renames the outputs of blocks from Coze's names to those of our steps. */
function rename(flow: SourceFlow, all: readonly CozeNode[], builder: FlowBuilder): SourceFlow {
  const byId = new Map(all.map((node) => [node.id, node]))
  const change = (path: string[]): string[] => {
    const [id = '', key = '', ...rest] = path
    const node = byId.get(id)
    if (id === 'variables') return [...(builder.knownVariable(key) ?? [id, key]), ...rest]
    if (!node) return path
    const renamed = renamedOutput(node, key)
    if (renamed) return [...renamed, ...rest]
    switch (node.type) {
      case '3':
        return flow.nodes.some((step) => step.id === id && step.data.structured_output)
          ? [id, 'structured_output', key, ...rest]
          : [id, 'text', ...rest]
      case '5':
        return [id, 'result', key, ...rest]
      case '6':
        return [id, 'result', ...rest]
      case '9':
        return [id, 'result', key, ...rest]
      case '15':
        return [id, 'text', ...rest]
      case '21':
        return [...loopOutput(node, key, builder), ...rest]
      case '22':
        return [id, 'class_name']
      case '28':
        return [id, node.data.outputs.some(({ name }) => name === key) ? 'output' : 'item', ...rest]
      case '32':
        return [`${id}/${key}`, 'output', ...rest]
      default:
        return path
    }
  }
  const nodes = flow.nodes.map((node) => ({ ...node, data: mapSelectors(node.data, change) }))
  return { ...flow, nodes }
}
