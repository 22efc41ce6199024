import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '@/lib/import/fields'
import { describeMessages, echo, type Message, type SourceRun, type Trace } from './trace'

interface Slot {
  id: string
  name: string
  inputs: JsonObject
}

/** Chatflows and sequences of agents of Flowise, by its documented semantics. Agents without usable tools only answer. */
export class ChainRun implements SourceRun {
  readonly isChat = true
  private readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly nodes: Slot[]
  private readonly edges: { source: string; target: string }[]

  constructor(file: { nodes: { id: string; data: Slot }[]; edges: ChainRun['edges'] }) {
    this.nodes = file.nodes.map(({ id, data: { name, inputs } }) => ({ id, name, inputs }))
    this.edges = file.edges
  }

  inputs = (message: string): JsonObject => ({ message })

  async run({ message }: JsonObject): Promise<Trace> {
    const question = textOf(message)
    const end = this.nodes.find(({ name }) => /^(?:llmChain|simpleChatEngine|toolAgent|seqStart)$/.test(name))
    if (end?.name === 'seqStart') this.trace.text = this.sequence(question)
    else if (end?.name === 'llmChain') this.trace.text = this.chain(end, question)
    else if (end) {
      const system = textOf(end.inputs.systemMessagePrompt ?? end.inputs.systemMessage)
      this.trace.text = this.echo([
        { role: 'system', text: system },
        { role: 'user', text: question },
      ])
    } else throw new Error('No chain, agent or sequence.')
    return this.trace
  }

  private before(id: string): Slot[] {
    return this.edges.flatMap(({ source, target }) =>
      target === id ? this.nodes.filter((node) => node.id === source) : [],
    )
  }

  private chain({ id }: Slot, question: string): string {
    const guard = this.before(id).find(({ name }) => name === 'inputModerationSimple')
    if (guard) this.trace.calls.push(`moderate ${question}`)
    for (const line of textOf(guard?.inputs.denyList).split('\n').filter(Boolean))
      if (question.toLowerCase().includes(line.toLowerCase())) return textOf(guard?.inputs.moderationErrorMessage)
    const prompt = this.before(id).find(({ name }) => name === 'promptTemplate')
    const fixed = objectOf(JSON.parse(textOf(prompt?.inputs.promptValues) || '{}'))
    const text = textOf(prompt?.inputs.template).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      textOf(fixed[name] ?? question),
    )
    return this.echo([{ role: 'user', text }])
  }

  /** Steps of the graph run together when all before them have run, and receive all messages so far. */
  private sequence(question: string): string {
    const messages: Message[] = [{ role: 'user', text: question }]
    const done = new Set(this.nodes.filter(({ name }) => name === 'seqStart').map(({ id }) => id))
    const agents = this.nodes.filter(({ name }) => name === 'seqAgent' || name === 'seqLLMNode')
    for (let isMoving = true; isMoving; ) {
      const ready = agents.filter(
        ({ id }) => !done.has(id) && this.before(id).every((node) => !/^seq/.test(node.name) || done.has(node.id)),
      )
      isMoving = ready.length > 0
      const answers = ready.map(({ id, inputs }) => {
        done.add(id)
        return this.echo([{ role: 'system', text: textOf(inputs.systemMessagePrompt) }, ...messages])
      })
      messages.push(...answers.map((text) => ({ role: 'assistant', text })))
    }
    return messages.at(-1)?.text ?? ''
  }

  private echo(messages: readonly Message[]): string {
    const sent = messages.map(({ role, text }) => ({ role, text: text.trim() })).filter(({ text }) => text !== '')
    this.trace.calls.push(describeMessages(sent))
    return echo(sent)
  }
}

interface Component {
  id: string
  data: { type: string; node: { template: JsonObject } }
}

/** A flow of Langflow, by its documented semantics: a component runs when its inputs have values. */
export class LangflowRun implements SourceRun {
  readonly isChat: boolean
  private readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly nodes: Component[]
  private readonly edges: { source: string; target: string; data: { targetHandle: { fieldName: string } } }[]

  constructor({ data }: { data: { nodes: Component[]; edges: LangflowRun['edges'] } }) {
    this.nodes = data.nodes
    this.edges = data.edges
    this.isChat = data.nodes.some((node) => node.data.type === 'ChatInput')
  }

  inputs(message: string): JsonObject {
    return this.isChat ? { message } : {}
  }

  async run({ message }: JsonObject): Promise<Trace> {
    const outputs = this.nodes.filter(({ data }) => data.type === 'ChatOutput')
    const values = new Map<string, string>()
    const texts = outputs.map(({ id }) => this.valueOf(id, textOf(message), values))
    this.trace.text = texts.join('\n\n')
    return this.trace
  }

  private valueOf(id: string, message: string, values: Map<string, string>): string {
    const cached = values.get(id)
    if (cached !== undefined) return cached
    const value = this.compute(id, message, values)
    values.set(id, value)
    return value
  }

  private compute(id: string, message: string, values: Map<string, string>): string {
    const node = this.nodes.find((other) => other.id === id)
    if (!node) return ''
    const input = (name: string): string => {
      const edge = this.edges.find(({ target, data }) => target === id && data.targetHandle.fieldName === name)
      return edge ? this.valueOf(edge.source, message, values) : textOf(objectOf(node.data.node.template[name]).value)
    }
    switch (node.data.type) {
      case 'ChatInput':
        return message
      // The first message of a conversation has no history.
      case 'Memory':
        return ''
      case 'Prompt':
        return input('template').replaceAll(/\{(\w+)\}/g, (_, name: string) => input(name))
      case 'LanguageModelComponent': {
        const roles: [string, string][] = [
          ['system', input('system_message')],
          ['user', input('input_value')],
        ]
        const sent = roles.map(([role, text]) => ({ role, text: text.trim() })).filter(({ text }) => text !== '')
        this.trace.calls.push(describeMessages(sent))
        return echo(sent)
      }
      case 'ChatOutput':
        return input('input_value')
      default:
        throw new Error(`No semantics of ${node.data.type}`)
    }
  }
}

/** The two chats of n8n among the open files: a chain with messages, and fields that are set after it. */
export class N8nRun implements SourceRun {
  readonly isChat = true
  private readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly items = new Map<string, JsonObject>()

  constructor(
    private readonly file: {
      nodes: { name: string; type: string; parameters: JsonObject }[]
      connections: Record<string, { main?: ({ node: string }[] | null)[] }>
    },
  ) {}

  inputs = (message: string): JsonObject => ({ message })

  async run({ message }: JsonObject): Promise<Trace> {
    const trigger = this.file.nodes.find(({ type }) => /chatTrigger$/.test(type))
    this.follow(trigger?.name ?? '', { chatInput: message ?? '' })
    return this.trace
  }

  private follow(name: string, item: JsonObject): void {
    this.items.set(name, item)
    // The second output is that after an error.
    for (const { node } of this.file.connections[name]?.main?.[0] ?? []) this.visit(node, item)
  }

  private visit(name: string, item: JsonObject): void {
    const node = this.file.nodes.find((other) => other.name === name)
    const { parameters = {} } = node ?? {}
    const text = (value: unknown) => this.text(textOf(value), item)
    if (/\.chainLlm$/.test(node?.type ?? '')) {
      const given = listOf(objectOf(parameters.messages).messageValues).map(objectOf)
      const messages = given.map(({ message }) => ({ role: 'system', text: text(message).trim() }))
      const own = parameters.promptType === 'define' ? text(parameters.text) : textOf(item.chatInput)
      const sent = [...messages, { role: 'user', text: own.trim() }]
      this.trace.calls.push(describeMessages(sent))
      this.trace.text = echo(sent)
      this.follow(name, { text: this.trace.text })
    } else if (/\.set$/.test(node?.type ?? '')) {
      const fields = listOf(objectOf(parameters.assignments).assignments).map(objectOf)
      const entries = fields.map(({ name: key, type, value }): [string, JsonObject[string]] => [
        textOf(key),
        type === 'object' ? JSON.parse(text(value)) : text(value),
      ])
      const set = Object.fromEntries(entries)
      this.trace.text = textOf(set.text)
      this.follow(name, set)
    } else throw new Error(`No semantics of ${node?.type}`)
  }

  private text(value: string, item: JsonObject): string {
    if (!value.startsWith('=')) return value
    return value.slice(1).replaceAll(/\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => {
      const [, name] = /^\$\('(.+?)'\)\.item\.json/.exec(expression) ?? []
      const root = name === undefined ? item : (this.items.get(name) ?? {})
      const path = expression.replace(/^.*?json\.?/, '').split('.')
      const found = path.reduce<JsonObject[string] | undefined>((at, key) => objectOf(at)[key], root)
      return typeof found === 'string' ? found : JSON.stringify(found ?? null)
    })
  }
}
