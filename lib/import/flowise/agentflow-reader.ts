import type { JsonObject } from '@/lib/core/json'
import { breakCycles } from '../convert/break-cycles'
import { listOf, objectOf, textOf } from '../fields'
import { type FlowBuilder, selectorOf } from '../flow-builder'
import { dominators, inOrder } from './dominators'
import type { FlowiseFile, FlowiseNode } from './flowise-file'
import { resolveText } from './resolve-texts'
import { trackInputs } from './track-inputs'

/** The output that `{{ nodeId }}` refers to, by node type. */
const OUTPUTS: Readonly<Record<string, string>> = {
  llmAgentflow: 'text',
  agentAgentflow: 'text',
  customFunctionAgentflow: 'result',
  httpAgentflow: 'body',
  executeFlowAgentflow: 'text',
  iterationAgentflow: 'output',
  conditionAgentAgentflow: 'class_name',
}

/** What the readers of single nodes share: order, references and state. */
export class AgentflowReader {
  readonly nodes: readonly FlowiseNode[]
  readonly start: FlowiseNode | undefined
  readonly isChat: boolean
  private readonly byId: ReadonlyMap<string, FlowiseNode>
  private readonly order: readonly { source: string; target: string; handle: string }[]
  private readonly before: ReadonlyMap<string, string[]>

  constructor(
    file: FlowiseFile,
    readonly flow: FlowBuilder,
  ) {
    this.byId = new Map(file.nodes.map((node) => [node.id, trackInputs(node, flow)]))
    this.nodes = [...this.byId.values()]
    this.start = this.nodes.find(({ data }) => data.name === 'startAgentflow')
    for (const { source, target } of file.edges) flow.link(source, target)
    const type = textOf(this.start?.data.inputs.startInputType)
    this.isChat = type === '' || type === 'chatInput'
    const edges = file.edges.map(({ source, sourceHandle, target }, index) => ({
      id: `${index}`,
      source,
      target,
      handle: this.handleOf(source, sourceHandle),
    }))
    this.order = breakCycles({
      nodes: this.nodes.map(({ id }) => ({
        id,
        item: id,
        type: '',
        title: '',
        parent: null,
        position: { x: 0, y: 0 },
        data: {},
      })),
      edges: edges.filter(({ source, target }) => this.byId.has(source) && this.byId.has(target)),
    }).order
    this.before = dominators(inOrder([...this.byId.keys()], this.order), this.order)
    this.declareState()
  }

  /** The state is kept for the run, or for the conversation. */
  private declareState(): void {
    const { startState, startPersistState } = this.start?.data.inputs ?? {}
    const scope = startPersistState === true && this.isChat ? 'conversation' : 'run'
    for (const { key, value } of listOf(startState).map(objectOf))
      this.flow.variable(`state.${textOf(key)}`, { type: 'json', scope, default: textOf(value) })
    for (const { key } of this.nodes.flatMap(updatesOf))
      this.flow.variable(`state.${textOf(key)}`, { type: 'json', scope })
  }

  private handleOf(source: string, sourceHandle: string): string {
    const output = sourceHandle.split('-output-')[1] ?? 'source'
    const isRejected = output === '1' && this.byId.get(source)?.data.name === 'humanInputAgentflow'
    return isRejected ? 'rejected' : output
  }

  readonly place = (node: FlowiseNode) => ({
    id: node.id,
    item: node.id,
    position: node.position,
    parent: node.parentNode ?? null,
  })

  text(value: unknown, node: FlowiseNode): string {
    return resolveText(value, node, (path, at) => this.lookup(path, at))
  }

  /** The selector of a text's value. A text that is more than one reference becomes a step of its own. */
  selector(value: unknown, node: FlowiseNode, name = 'value'): string[] {
    const text = this.text(value, node)
    return selectorOf(text) ?? this.flow.text({ ...this.place(node), id: `${node.id}/${name}` }, text)
  }

  /** Models and agents that run before this node on every path, in their order. */
  speakersBefore(node: FlowiseNode): FlowiseNode[] {
    const parent = node.parentNode ?? null
    return (this.before.get(node.id) ?? []).flatMap((id) => {
      const other = this.byId.get(id)
      const speaks = other?.data.name === 'llmAgentflow' || other?.data.name === 'agentAgentflow'
      return other && speaks && (other.parentNode ?? null) === parent ? [other] : []
    })
  }

  outputOf(node: FlowiseNode): string[] {
    if (node.data.name === 'retrieverAgentflow') return [`${node.id}/joined`, 'result']
    return [node.id, OUTPUTS[node.data.name] ?? 'text']
  }

  /** Changes of the state, made when the step has its output. */
  writeState(node: FlowiseNode): void {
    const changes = updatesOf(node).flatMap(({ key, value }): JsonObject[] => {
      const variable = this.flow.knownVariable(`state.${textOf(key)}`)
      return variable ? [{ variable, operation: 'set', value: this.text(value, node) }] : []
    })
    const state = `${node.id}/state`
    const exit = this.exitOf(node.id)
    if (changes.length === 0 || !this.flow.has(exit)) return
    this.flow.step({ ...this.place(node), id: state, type: 'assigner', data: { changes } })
    this.flow.edge(exit, state)
  }

  /** Adds the edges, and an answer after each step that nothing follows. */
  connect(): void {
    for (const { id } of this.nodes) this.orderTexts(id)
    for (const { source, handle, target } of this.order) {
      const jump = this.byId.get(target)
      const back = jump?.data.name === 'loopAgentflow' ? this.jumpOf(jump) : null
      this.flow.edge(this.exitOf(source), this.entryOf(back?.target ?? target), handle, back?.rounds)
    }
    const followed = new Set(this.order.map(({ source }) => source))
    for (const node of this.nodes) {
      if (followed.has(node.id) || node.parentNode || !Object.hasOwn(OUTPUTS, node.data.name)) continue
      const answer = `${node.id}/answer`
      const data = { answer: `{{#${this.outputOf(node).join('.')}#}}` }
      this.flow.step({ ...this.place(node), id: answer, type: 'answer', data })
      this.flow.edge(this.exitOf(node.id), answer)
    }
  }

  /** Texts of a step that read the state are written when it is its turn. */
  private orderTexts(id: string): void {
    const steps = [...this.flow.textsOf(id), id]
    for (const [index, step] of steps.slice(1).entries()) this.flow.edge(steps[index] ?? '', step)
  }

  private entryOf(id: string): string {
    return this.flow.textsOf(id)[0] ?? id
  }

  private exitOf(id: string): string {
    return [`${id}/state`, `${id}/joined`].find((step) => this.flow.has(step)) ?? id
  }

  /** A loop has no step: the flow jumps back, and returns a fixed text when the limit is reached. */
  private jumpOf({ id, data }: FlowiseNode): { target: string; rounds: number } {
    const { loopBackToNode, maxLoopCount, fallbackMessage } = data.inputs
    this.flow.merge(id, textOf(loopBackToNode).split('-')[0] ?? '')
    this.flow.note(id, 'setting', textOf(fallbackMessage) || 'maxLoopCount')
    return { target: textOf(loopBackToNode).split('-')[0] ?? '', rounds: Number(maxLoopCount) || 5 }
  }

  private lookup([name = '', ...path]: string[], node: FlowiseNode): string | null {
    const reference = (selector: string[]) => `{{#${selector.join('.')}#}}`
    if (name === 'question') return this.isChat ? reference(['sys', 'query']) : this.unknown(node, name)
    if (name === 'chat_history' && this.isChat) {
      this.flow.note(node.id, 'format', name)
      return reference(['sys', 'history'])
    }
    if (name === '$form') return reference([this.start?.id ?? '', ...path])
    if (name === '$flow' && path[0] === 'state') return this.state(path[1] ?? '', path.slice(2))
    if (name === '$iteration') return reference([node.parentNode ?? '', 'item', ...path])
    if (name === 'output') return reference(this.valueOf(node, path))
    const other = this.byId.get(name)
    if (other) return reference(this.valueOf(other, path[0] === 'output' ? path.slice(1) : path))
    return this.unknown(node, [name, ...path].join('.'))
  }

  private valueOf(node: FlowiseNode, path: string[]): string[] {
    if (path.length === 0 || path[0] === 'content') return this.outputOf(node)
    const hasSchema = listOf(node.data.inputs.llmStructuredOutput).length > 0
    return hasSchema ? [node.id, 'structured_output', ...path] : [...this.outputOf(node), ...path]
  }

  /** As it is when the step starts. A key that nothing sets is empty. */
  private state(key: string, path: string[]): string {
    const variable = this.flow.knownVariable(`state.${key}`)
    return variable ? `{{#${[...variable, ...path].join('.')}#}}` : ''
  }

  private unknown(node: FlowiseNode, name: string): null {
    this.flow.note(node.id, 'reference', name)
    return null
  }
}

/** Of every kind of node: `llmUpdateState`, `agentUpdateState` and so on. */
function updatesOf({ data }: FlowiseNode): JsonObject[] {
  return Object.entries(data.inputs).flatMap(([key, value]) =>
    key.endsWith('UpdateState') ? listOf(value).map(objectOf) : [],
  )
}
