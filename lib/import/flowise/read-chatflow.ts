import { textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import { plainText } from '../plain-text'
import type { SourceFlow } from '../source-flow'
import { CHAT_READERS } from './chatflow-nodes'
import { ChatflowReader } from './chatflow-reader'
import type { FlowiseFile, FlowiseNode } from './flowise-file'

const START = 'flowise/start'
/** Groups of nodes that answer by themselves, so that one without a rule needs a placeholder. */
const ANSWERING = /^(?:Chains|Agents|Engine|Multi Agents|Sequential Agents|Response Synthesizer)$/

/** A chatflow: edges inject nodes into chains and agents, and the last one answers. */
export function readChatflow(file: FlowiseFile): SourceFlow {
  const flow = new FlowBuilder('flowise')
  const reader = new ChatflowReader(file, flow)
  for (const { id, data } of reader.nodes) flow.item({ id, title: data.label, type: data.name })
  flow.step({ id: START, item: '', type: 'start', title: 'Input', position: { x: -400, y: 0 }, data: {} })
  const steps = reader.nodes.filter((node) => readNode(node, reader))
  for (const step of steps) absorbParts(step, reader)
  for (const step of steps) connect(step, reader)
  return flow.build({ formatVersion: '1', name: file.name, description: file.description, kind: 'chat' })
}

/** @returns whether the node is a step of its own. */
function readNode(node: FlowiseNode, reader: ChatflowReader): boolean {
  const { name, category, inputs } = node.data
  if (node.type === 'stickyNote' || name.startsWith('stickyNote')) {
    reader.flow.step({ ...reader.place(node), type: 'note', data: { text: plainText(textOf(inputs.note)) } })
    return false
  }
  const read = Object.hasOwn(CHAT_READERS, name) ? CHAT_READERS[name] : undefined
  if (read) read(node, reader)
  else if (ANSWERING.test(category) || !reader.isUsed(node))
    reader.flow.missing({ ...reader.place(node), data: inputs }, name)
  else return false
  return true
}

/** Models, prompts, memory and tools are parts of the step that they are connected to. */
function absorbParts(step: FlowiseNode, reader: ChatflowReader): void {
  const { flow } = reader
  for (const name of SLOTS)
    for (const part of reader.slot(step, name)) {
      if (flow.has(part.id)) continue
      reader.absorb(part, step.id)
    }
}

const SLOTS = [
  ...['model', 'embeddings', 'prompt', 'chatPromptTemplate', 'memory', 'outputParser', 'inputModeration', 'tools'],
  ...[
    'vectorStoreRetriever',
    'vectorStore',
    'retriever',
    'vectorStoreIndex',
    'cache',
    'responseSynthesizer',
    'agentMemory',
  ],
]

/** Connects a chain after its moderation. A chain that no other chain reads outputs the answer. */
function connect(step: FlowiseNode, reader: ChatflowReader): void {
  const { flow, place } = reader
  const [guard] = reader.slot(step, 'inputModeration')
  if (guard) {
    const { denyList, moderationErrorMessage } = guard.data.inputs
    const instructions =
      textOf(denyList) === '' ? '' : `Block texts that are similar to one of these:\n${textOf(denyList)}`
    const blocked = `${guard.id}/blocked`
    flow.step({ ...place(guard), type: 'moderation', data: { text: ['sys', 'query'], instructions } })
    flow.note(guard.id, 'prompt', guard.data.label)
    flow.step({ ...place(guard), id: blocked, type: 'answer', data: { answer: textOf(moderationErrorMessage) } })
    flow.edge(guard.id, blocked, 'blocked')
    flow.edge(guard.id, step.id, 'passed')
  } else flow.edge(START, step.id)
  if (reader.isUsed(step)) return
  const answer = `${step.id}/answer`
  const key = step.data.name === 'customFunction' ? 'result' : 'text'
  flow.step({ ...place(step), id: answer, type: 'answer', data: { answer: `{{#${step.id}.${key}#}}` } })
  flow.edge(step.id, answer)
}
