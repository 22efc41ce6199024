import { listOf, objectOf, textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import { plainText } from '../plain-text'
import type { SourceFlow } from '../source-flow'
import { READERS } from './agentflow-nodes'
import { AgentflowReader } from './agentflow-reader'
import type { FlowiseFile } from './flowise-file'

const FIELD_TYPES: Readonly<Record<string, string>> = {
  string: 'text-input',
  number: 'number',
  boolean: 'checkbox',
  options: 'select',
  file: 'file',
}

/** An agentflow of version 2: edges are order, values are read by references in texts. */
export function readAgentflow(file: FlowiseFile): SourceFlow {
  const flow = new FlowBuilder('flowise')
  const reader = new AgentflowReader(file, flow)
  for (const node of reader.nodes) {
    flow.item({ id: node.id, title: node.data.label, type: node.data.name })
    if (node.type === 'stickyNote' || node.data.name.startsWith('stickyNote'))
      flow.step({ ...reader.place(node), type: 'note', data: { text: plainText(textOf(node.data.inputs.note)) } })
    else if (node.data.name === 'startAgentflow') readStart(node, reader)
    else {
      const read = Object.hasOwn(READERS, node.data.name) ? READERS[node.data.name] : undefined
      if (read) read(node, reader)
      else flow.missing({ ...reader.place(node), data: node.data.inputs }, node.data.name)
    }
  }
  for (const node of reader.nodes) reader.writeState(node)
  reader.connect()
  return flow.build({
    formatVersion: '2',
    name: file.name || textOf(objectOf(reader.start?.data.inputs).formTitle),
    description: file.description,
    kind: reader.isChat ? 'chat' : 'form',
  })
}

function readStart(node: AgentflowReader['nodes'][number], { flow, place, isChat }: AgentflowReader): void {
  const { startInputType, formInputTypes } = node.data.inputs
  const variables = listOf(formInputTypes)
    .map(objectOf)
    .map(({ type, label, name, addOptions }) => ({
      variable: textOf(name),
      label: textOf(label),
      type: FIELD_TYPES[textOf(type)] ?? 'text-input',
      required: false,
      options: listOf(addOptions).map((option) => textOf(objectOf(option).option)),
    }))
  flow.step({ ...place(node), type: 'start', data: { variables: isChat ? [] : variables } })
  const type = textOf(startInputType)
  if (type !== '' && type !== 'chatInput' && type !== 'formInput') flow.note(node.id, 'trigger', type)
}
