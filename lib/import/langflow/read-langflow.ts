import type { Json, JsonObject } from '@/lib/core/json'
import { FlowBuilder } from '../flow-builder'
import type { SourceFlow } from '../source-flow'
import { COMPONENTS, fieldName, sharedReader } from './components'
import { LangflowFile, type LangflowNode } from './langflow-file'
import { LangflowReader, START } from './langflow-reader'

const FIELDS: Readonly<Record<string, string>> = { TextInput: 'paragraph', File: 'file' }

/** @returns no flows if the file is not from Langflow */
export function readLangflow(value: Json): SourceFlow[] {
  const file = LangflowFile.safeParse(value)
  return file.success ? [readFlow(file.data)] : []
}

function readFlow(file: LangflowFile): SourceFlow {
  const flow = new FlowBuilder('langflow')
  const reader = new LangflowReader(file, flow)
  for (const { id, data } of reader.nodes) flow.item({ id, title: data.node.display_name, type: data.type })
  readStart(reader)
  for (const node of inOrder(reader)) readNode(node, reader)
  for (const { source, output, target } of reader.connections)
    flow.edge(source.data.type === 'ChatInput' ? START : source.id, target.id, output)
  // Components without inputs run first.
  const fed = new Set(reader.connections.map(({ target }) => target.id))
  for (const { id, data } of reader.nodes)
    if (!fed.has(id) && flow.has(id) && data.type !== 'note') flow.edge(START, id)
  absorbParts(reader)
  const kind = reader.isChat ? 'chat' : 'form'
  const { name, description, last_tested_version } = file
  return flow.build({ formatVersion: last_tested_version || '1', name, description, kind })
}

function readStart(reader: LangflowReader): void {
  const inputs = reader.nodes.filter(({ data }) => Object.hasOwn(FIELDS, data.type))
  const chat = reader.nodes.find(({ data }) => data.type === 'ChatInput')
  const first = chat ?? inputs[0]
  const variables = inputs.map((node): JsonObject => {
    const { data } = node
    return {
      variable: fieldName(node),
      label: data.node.display_name,
      type: FIELDS[data.type] ?? 'text-input',
      required: data.type === 'File',
      default: data.type === 'File' ? '' : reader.literal(node, 'input_value'),
    }
  })
  const place = first ? reader.place(first) : { item: '', position: { x: -400, y: 0 } }
  reader.flow.step({ ...place, id: START, type: 'start', data: { variables: reader.isChat ? [] : variables } })
  if (chat) for (const node of inputs) reader.flow.note(node.id, 'files', node.data.node.display_name)
}

/** Each component after those that it reads, so that their outputs are known. */
function inOrder(reader: LangflowReader): LangflowNode[] {
  const seen = new Set<string>()
  const order: LangflowNode[] = []
  const before = Map.groupBy(reader.connections, ({ target }) => target.id)
  for (const first of reader.nodes) {
    const stack = [{ node: first, rest: [...(before.get(first.id) ?? [])] }]
    if (seen.has(first.id)) continue
    seen.add(first.id)
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const next = at.rest.shift()?.source
      if (!next) {
        order.push(at.node)
        stack.pop()
      } else if (!seen.has(next.id)) {
        seen.add(next.id)
        stack.push({ node: next, rest: [...(before.get(next.id) ?? [])] })
      }
    }
  }
  return order
}

function readNode(node: LangflowNode, reader: LangflowReader): void {
  const { type, node: component } = node.data
  const { flow } = reader
  if (node.type === 'noteNode' || type === 'note')
    flow.step({ ...reader.place(node), type: 'note', data: { text: component.description } })
  else {
    const read = Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : sharedReader(node, reader)
    if (read) read(node, reader)
    else if (!isPart(node, reader)) {
      // The Python source of a component is longer than its settings, and only these are to be filled in again.
      const { code: _, ...settings } = component.template
      const values = Object.entries(settings).map(([name, field]) => [name, (field as { value?: Json })?.value ?? null])
      flow.missing({ ...reader.place(node), data: Object.fromEntries(values) }, type)
      reader.outputs.set(node.id, (output) => [node.id, output || 'output'])
    }
  }
}

/** Models, tools and embeddings that another component uses. */
const PARTS = new Set(['tools', 'llm', 'embedding', 'model', 'agent_llm'])

function isPart(node: LangflowNode, reader: LangflowReader): boolean {
  const uses = reader.connections.filter(({ source }) => source.id === node.id)
  return uses.length > 0 && uses.every(({ field }) => PARTS.has(field))
}

function absorbParts({ connections, flow }: LangflowReader): void {
  for (const { source, target, field } of connections)
    if (PARTS.has(field) && !flow.has(source.id)) flow.merge(source.id, target.id)
}
