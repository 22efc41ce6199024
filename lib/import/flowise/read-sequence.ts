import type { JsonObject } from '@/lib/core/json'
import { breakCycles } from '../convert/break-cycles'
import { listOf, objectOf, textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import { plainText } from '../plain-text'
import type { SourceFlow } from '../source-flow'
import { parsed, toolStep } from './chatflow-nodes'
import { ChatflowReader } from './chatflow-reader'
import { inOrder } from './dominators'
import type { FlowiseFile, FlowiseNode } from './flowise-file'
import { modelOf } from './models'

const START = 'flowise/start'
const SPEAKERS = new Set(['seqAgent', 'seqLLMNode'])

/** An agentflow of version 1: a sequence of agents that share one conversation, or a supervisor with workers. */
export function readSequence(file: FlowiseFile): SourceFlow {
  const flow = new FlowBuilder('flowise')
  const reader = new ChatflowReader(file, flow)
  for (const { id, data } of reader.nodes) flow.item({ id, title: nameOf(id, data), type: data.name })
  const start = reader.nodes.find(({ data }) => data.name === 'seqStart')
  const place = start ? reader.place(start) : { id: START, item: '', position: { x: -400, y: 0 } }
  flow.step({ ...place, id: START, type: 'start', data: {} })
  if (start)
    for (const name of ['model', 'agentMemory', 'state'])
      for (const part of reader.slot(start, name)) reader.absorb(part, start.id)
  const supervisor = reader.nodes.find(({ data }) => data.name === 'supervisor')
  if (supervisor) readSupervisor(supervisor, reader)
  else new Sequence(reader, start).read()
  return flow.build({ formatVersion: '1', name: file.name, description: file.description, kind: 'chat' })
}

const nameOf = (id: string, { inputs, label }: FlowiseNode['data']) =>
  textOf(inputs.agentName) || textOf(inputs.llmNodeName) || textOf(inputs.workerName) || label || id

class Sequence {
  private readonly edges: ReturnType<typeof breakCycles>
  private readonly before: ReadonlyMap<string, string[]>

  constructor(
    private readonly reader: ChatflowReader,
    private readonly start: FlowiseNode | undefined,
  ) {
    const edges = reader.nodes.flatMap((node) =>
      reader.slot(node, 'sequentialNode').map((source) => ({ source: source.id, target: node.id })),
    )
    const nodes = reader.nodes.map(({ id, position }) => ({
      id,
      item: id,
      type: '',
      title: '',
      parent: null,
      position,
      data: {},
    }))
    this.edges = breakCycles({
      nodes,
      edges: edges.map((edge, index) => ({ ...edge, id: `${index}`, handle: 'source' })),
    })
    const ids = reader.nodes.map(({ id }) => id)
    this.before = allBefore(inOrder(ids, this.edges.order), this.edges.order)
  }

  read(): void {
    const { flow, place } = this.reader
    for (const node of this.reader.nodes) if (node !== this.start) this.readNode(node)
    for (const { source, target } of this.edges.order) flow.edge(source === this.start?.id ? START : source, target)
    const followed = new Set(this.edges.order.map(({ source }) => source))
    for (const node of this.reader.nodes)
      if (SPEAKERS.has(node.data.name) && !followed.has(node.id))
        this.answer(node, { ...place(node), id: `${node.id}/answer` })
  }

  private readNode(node: FlowiseNode): void {
    const { flow, place } = this.reader
    const { name, inputs } = node.data
    if (node.type === 'stickyNote')
      flow.step({ ...place(node), type: 'note', data: { text: plainText(textOf(inputs.note)) } })
    else if (SPEAKERS.has(name)) this.readSpeaker(node)
    else if (name === 'seqEnd') this.readEnd(node)
    else if (name === 'seqLoop') flow.note(node.id, 'jump', textOf(inputs.loopToName))
    else if (name.startsWith('seq') || !this.reader.isUsed(node)) flow.missing({ ...place(node), data: inputs }, name)
  }

  /** A speaker receives the whole conversation: the question and the earlier answers of every branch. */
  private readSpeaker(node: FlowiseNode): void {
    const { inputs, name } = node.data
    const { reader } = this
    const fill = (text: unknown) => reader.fill(textOf(text), node)
    const earlier = (this.before.get(node.id) ?? []).filter((id) =>
      reader.nodes.some((other) => other.id === id && SPEAKERS.has(other.data.name)),
    )
    const own = fill(inputs.humanMessagePrompt)
    const conversation: JsonObject[] = [
      { role: 'user', text: '{{#sys.query#}}' },
      ...earlier.map((id) => ({ role: 'assistant', text: `{{#${id}.text#}}` })),
      ...(own === '' ? [] : [{ role: 'user', text: own }]),
    ]
    const model = modelOf(
      (reader.first(node, 'model') ?? (this.start && reader.first(this.start, 'model')))?.data.inputs,
    )
    const hasMemory = this.start !== undefined && reader.slot(this.start, 'agentMemory').length > 0
    const shared = { ...(hasMemory ? { memory: { window: { enabled: true } } } : {}) }
    const system = fill(inputs.systemMessagePrompt)
    for (const part of [...reader.slot(node, 'model'), ...reader.slot(node, 'tools')]) reader.absorb(part, node.id)
    if (name === 'seqLLMNode') {
      const messages = [{ role: 'system', text: system }, ...conversation]
      reader.flow.step({ ...reader.place(node), type: 'llm', data: { prompt_template: messages, model, ...shared } })
      if (textOf(inputs.llmStructuredOutput) !== '') reader.flow.note(node.id, 'setting', 'llmStructuredOutput')
    } else
      reader.flow.step({
        ...reader.place(node),
        type: 'agent',
        data: { ...agentData(node, { reader, system, model }), prompt_template: conversation, ...shared },
      })
    if (listOf(parsed(textOf(inputs.updateStateMemoryUI))).length > 0)
      reader.flow.note(node.id, 'state', 'updateStateMemory')
  }

  private readEnd(node: FlowiseNode): void {
    const [last] = this.reader.slot(node, 'sequentialNode')
    if (last && SPEAKERS.has(last.data.name)) this.answer(last, this.reader.place(node))
    else this.reader.flow.note(node.id, 'reference', last?.data.label ?? 'sequentialNode')
  }

  private answer(speaker: FlowiseNode, place: ReturnType<ChatflowReader['place']>): void {
    this.reader.flow.step({ ...place, type: 'answer', data: { answer: `{{#${speaker.id}.text#}}` } })
    this.reader.flow.edge(speaker.id, place.id)
  }
}

interface AgentParts {
  reader: ChatflowReader
  system: string
  model: ReturnType<typeof modelOf>
}

function agentData(node: FlowiseNode, { reader, system, model }: AgentParts): JsonObject {
  const tools = reader.slot(node, 'tools').flatMap((tool) => toolStep(tool, reader))
  return {
    agent_parameters: {
      instruction: { value: system },
      model: { value: { model: model.name, completion_params: model.completion_params } },
      tools: { value: tools.map((step) => ({ step })) },
    },
  }
}

/** The supervisor becomes an agent whose tools are its workers. */
function readSupervisor(supervisor: FlowiseNode, reader: ChatflowReader): void {
  const { flow, place } = reader
  const workers = reader.nodes.filter(({ data }) => data.name === 'worker')
  for (const worker of workers) {
    const system = reader.fill(textOf(worker.data.inputs.workerPrompt), worker)
    const model = modelOf((reader.first(worker, 'model') ?? reader.first(supervisor, 'model'))?.data.inputs)
    for (const part of [...reader.slot(worker, 'tools'), ...reader.slot(worker, 'model')])
      reader.absorb(part, worker.id)
    flow.step({ ...place(worker), type: 'agent-tool', data: agentData(worker, { reader, system, model }) })
  }
  for (const part of [...reader.slot(supervisor, 'model'), ...reader.slot(supervisor, 'agentMemory')])
    reader.absorb(part, supervisor.id)
  const { supervisorPrompt } = supervisor.data.inputs
  const team = workers.map(({ data }) => textOf(data.inputs.workerName)).join(', ')
  const model = modelOf(reader.first(supervisor, 'model')?.data.inputs)
  flow.step({
    ...place(supervisor),
    type: 'agent',
    data: {
      prompt_template: [{ role: 'user', text: '{{#sys.query#}}' }],
      agent_parameters: {
        instruction: { value: reader.fill(textOf(supervisorPrompt), supervisor, { team_members: team }) },
        model: { value: { model: model.name, completion_params: model.completion_params } },
        tools: { value: workers.map(({ id, data }) => ({ step: id, tool_label: textOf(data.inputs.workerName) })) },
      },
    },
  })
  flow.note(supervisor.id, 'prompt', supervisor.data.label)
  flow.edge(START, supervisor.id)
  flow.step({
    ...place(supervisor),
    id: `${supervisor.id}/answer`,
    type: 'answer',
    data: { answer: `{{#${supervisor.id}.text#}}` },
  })
  flow.edge(supervisor.id, `${supervisor.id}/answer`)
  const rest = reader.nodes.filter(({ id }) => !flow.has(id))
  for (const node of rest)
    if (node.type === 'stickyNote')
      flow.step({ ...place(node), type: 'note', data: { text: plainText(textOf(objectOf(node.data.inputs).note)) } })
}

/** For each step all steps that run before it, in order: the branches of a sequence run together. */
function allBefore(
  order: readonly string[],
  edges: readonly { source: string; target: string }[],
): ReadonlyMap<string, string[]> {
  const before = new Map<string, ReadonlySet<string>>()
  for (const id of order) {
    const sources = edges.filter(({ target }) => target === id).map(({ source }) => source)
    before.set(id, new Set(sources.flatMap((source) => [...(before.get(source) ?? []), source])))
  }
  return new Map([...before].map(([id, all]) => [id, order.filter((other) => all.has(other))]))
}
