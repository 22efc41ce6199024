import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '@/lib/import/fields'
import { plainText } from '@/lib/import/plain-text'
import {
  classOf,
  describeMessages,
  echo,
  echoFields,
  FOUND,
  type Message,
  type SourceRun,
  show,
  type Trace,
} from './trace'

interface FlowiseNode {
  id: string
  parentNode?: string
  data: { name: string; inputs: JsonObject }
}

function typeOf({ type, jsonSchema }: JsonObject): string {
  if (type === 'stringArray') return 'array[string]'
  if (type !== 'jsonArray') return textOf(type)
  return `array[object:${Object.keys(JSON.parse(textOf(jsonSchema) || '{}')).join(',')}]`
}

/**
 * Runs an agentflow (version 2) of Flowise from its file, by Flowise's documented semantics. Nodes run one
 * after the other, models share the messages of the run, and a loop goes back at most as often as its setting
 * allows.
 */
export class AgentflowRun implements SourceRun {
  readonly isChat: boolean
  private readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly nodes: FlowiseNode[]
  private readonly edges: { source: string; sourceHandle: string; target: string }[]
  private readonly outputs = new Map<string, Json>()
  private readonly rounds = new Map<string, number>()
  private readonly state: JsonObject = {}
  private history: Message[] = []
  private values: JsonObject = {}
  private item: Json = null

  constructor(file: { nodes: FlowiseNode[]; edges: AgentflowRun['edges'] }) {
    this.nodes = file.nodes
    this.edges = file.edges
    this.isChat = this.start.data.inputs.startInputType === 'chatInput'
    for (const { key, value } of listOf(this.start.data.inputs.startState).map(objectOf))
      this.state[textOf(key)] = value ?? ''
  }

  private get start(): FlowiseNode {
    const start = this.nodes.find(({ data }) => data.name === 'startAgentflow')
    if (!start) throw new Error('The file has no start.')
    return start
  }

  inputs(message: string): JsonObject {
    const fields = listOf(this.start.data.inputs.formInputTypes).map(objectOf)
    return this.isChat ? { message } : Object.fromEntries(fields.map(({ name }) => [textOf(name), message]))
  }

  async run(values: JsonObject): Promise<Trace> {
    this.values = values
    await this.follow(this.start.id, null)
    return this.trace
  }

  private async follow(id: string, handle: string | null): Promise<void> {
    for (const { sourceHandle, target } of this.edges.filter(({ source }) => source === id))
      if (handle === null || sourceHandle.endsWith(`-output-${handle}`)) await this.visit(target)
  }

  private async visit(id: string): Promise<void> {
    const node = this.nodes.find((other) => other.id === id)
    if (!node) return
    const { name, inputs } = node.data
    if (name === 'loopAgentflow') {
      const count = (this.rounds.get(id) ?? 0) + 1
      this.rounds.set(id, count)
      const most = Number(inputs.maxLoopCount) || 5
      if (count > most) this.trace.text = `Loop completed after reaching maximum iteration count of ${most}.`
      else await this.visit(textOf(inputs.loopBackToNode).split('-')[0] ?? '')
      return
    }
    const handle = await this.step(node)
    for (const [key, value] of Object.entries(inputs))
      if (key.endsWith('UpdateState'))
        for (const entry of listOf(value).map(objectOf))
          this.state[textOf(entry.key)] = this.value(textOf(entry.value), node)
    await this.follow(id, handle)
  }

  /** @returns the output that it leaves by, or null for all outputs */
  private async step(node: FlowiseNode): Promise<string | null> {
    const { name, inputs } = node.data
    const answer = (value: Json) => {
      this.outputs.set(node.id, value)
      if (!node.parentNode) this.trace.text = show(value)
      return null
    }
    switch (name) {
      case 'llmAgentflow':
        return answer(this.model(node, 'llm'))
      case 'agentAgentflow':
        return answer(this.model(node, 'agent'))
      case 'directReplyAgentflow':
        return answer(this.text(inputs.directReplyMessage, node))
      case 'conditionAgentAgentflow': {
        const text = this.text(inputs.conditionAgentInput, node).trim()
        const scenarios = listOf(inputs.conditionAgentScenarios)
        this.trace.calls.push(`classify ${text}`)
        return `${classOf(text, scenarios.length)}`
      }
      case 'conditionAgentflow': {
        const conditions = listOf(inputs.conditions).map(objectOf)
        const found = conditions.findIndex((condition) => this.holds(condition, node))
        return `${found < 0 ? conditions.length : found}`
      }
      case 'retrieverAgentflow':
        return answer(FOUND)
      case 'iterationAgentflow': {
        const results: Json[] = []
        const list = this.value(textOf(inputs.iterationInput), node)
        for (const item of listOf(typeof list === 'string' ? JSON.parse(list || '[]') : list)) {
          this.item = item
          for (const inner of this.nodes.filter(({ parentNode }) => parentNode === node.id)) {
            await this.step(inner)
            results.push(this.outputs.get(inner.id) ?? null)
          }
        }
        return answer(results)
      }
      default:
        throw new Error(`No semantics of ${name}`)
    }
  }

  private model(node: FlowiseNode, kind: 'llm' | 'agent'): Json {
    const { inputs } = node.data
    const own = listOf(inputs[`${kind}Messages`]).map(objectOf)
    const messages: Message[] = own.map(({ role, content }) => ({
      role: role === 'developer' ? 'system' : textOf(role),
      text: this.text(content, node),
    }))
    const question: Message[] =
      this.isChat && this.history.length === 0 ? [{ role: 'user', text: textOf(this.values.message) }] : []
    if (inputs[`${kind}EnableMemory`] === true) {
      const text = this.text(inputs[`${kind}UserMessage`], node)
      messages.push(...this.history, ...question, ...(text === '' ? [] : [{ role: 'user', text }]))
    } else if (!messages.some(({ role }) => role === 'user')) messages.push(...question)
    const fields = listOf(inputs.llmStructuredOutput).map(objectOf)
    const output = fields.length > 0 ? this.extract(fields, messages) : this.echo(messages)
    const role = inputs[`${kind}ReturnResponseAs`] === 'assistantMessage' ? 'assistant' : 'user'
    this.history = [...this.history, ...question, { role, text: show(output) }]
    return output
  }

  private echo(messages: readonly Message[]): string {
    const sent = messages.map(({ role, text }) => ({ role, text: text.trim() })).filter(({ text }) => text !== '')
    this.trace.calls.push(describeMessages(sent))
    return echo(sent)
  }

  private extract(fields: readonly JsonObject[], messages: readonly Message[]): JsonObject {
    const text = messages.at(-1)?.text.trim() ?? ''
    this.trace.calls.push(`extract ${text}`)
    const types = fields.map((field) => [textOf(field.key), typeOf(field)])
    return echoFields(Object.fromEntries(types), text)
  }

  private holds({ value1, operation, value2 }: JsonObject, node: FlowiseNode): boolean {
    const [left, right] = [this.text(value1, node).trim(), this.text(value2, node).trim()]
    switch (operation) {
      case 'equal':
        return left === right
      case 'contains':
        return left.includes(right)
      case 'smallerEqual':
        return Number(left) <= Number(right)
      default:
        throw new Error(`No semantics of ${textOf(operation)}`)
    }
  }

  private text(raw: unknown, node: FlowiseNode): string {
    return plainText(textOf(raw)).replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, path: string) =>
      show(this.read(path, node)),
    )
  }

  /** A string that is a single reference keeps the type of its value. */
  private value(raw: string, node: FlowiseNode): Json {
    const [, path] = /^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(plainText(raw)) ?? []
    return path === undefined ? this.text(raw, node) : (this.read(path, node) ?? '')
  }

  private read(path: string, node: FlowiseNode): Json | undefined {
    const [root = '', ...rest] = path.split('.')
    const pick = (value: Json | undefined, keys: readonly string[]) =>
      keys.reduce<Json | undefined>((at, key) => objectOf(at)[key], value)
    if (root === 'question') return textOf(this.values.message)
    if (root === 'runtime_messages_length') return this.history.length
    if (root === '$form') return pick(this.values, rest)
    if (root === '$iteration') return pick(this.item, rest)
    if (root === '$flow') return pick(this.state, rest.slice(1))
    return pick(this.outputs.get(root === 'output' ? node.id : root), rest)
  }
}
