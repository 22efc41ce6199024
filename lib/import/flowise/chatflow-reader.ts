import type { JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import type { FlowBuilder } from '../flow-builder'
import { plainText } from '../plain-text'
import type { FlowiseFile, FlowiseNode } from './flowise-file'
import { trackInputs } from './track-inputs'

/** What the readers of chains and agents share: injected nodes, prompts and memory. */
export class ChatflowReader {
  readonly nodes: readonly FlowiseNode[]
  private readonly byId: ReadonlyMap<string, FlowiseNode>
  private readonly slots = new Map<string, FlowiseNode[]>()
  private readonly used = new Set<string>()

  constructor(
    file: FlowiseFile,
    readonly flow: FlowBuilder,
  ) {
    this.byId = new Map(file.nodes.map((node) => [node.id, trackInputs(node, flow)]))
    this.nodes = [...this.byId.values()]
    for (const { source, target, targetHandle } of file.edges) {
      flow.link(source, target)
      const from = this.byId.get(source)
      const slot = targetHandle.split('-input-')[1]?.split('-')[0] ?? ''
      if (!from || !this.byId.has(target)) continue
      this.used.add(source)
      const key = `${target} ${slot}`
      const known = this.slots.get(key) ?? []
      if (!known.includes(from)) this.slots.set(key, [...known, from])
    }
  }

  readonly place = (node: FlowiseNode) => ({ id: node.id, item: node.id, position: node.position })

  /** Nodes connected to an input of a node. */
  slot({ id }: FlowiseNode, name: string): readonly FlowiseNode[] {
    return this.slots.get(`${id} ${name}`) ?? []
  }

  first(node: FlowiseNode, ...names: string[]): FlowiseNode | undefined {
    return names.flatMap((name) => this.slot(node, name))[0]
  }

  isUsed({ id }: FlowiseNode): boolean {
    return this.used.has(id)
  }

  /** Marks a node, and all that is connected to it, as a part of another one. */
  absorb(node: FlowiseNode | undefined, into: string, seen = new Set<string>()): void {
    if (!node || node.id === into || seen.has(node.id)) return
    seen.add(node.id)
    this.flow.merge(node.id, into)
    for (const [key, others] of this.slots)
      if (key.startsWith(`${node.id} `)) for (const other of others) this.absorb(other, into, seen)
  }

  /** The messages of a prompt node; null if there is none. */
  messagesOf(prompt: FlowiseNode | undefined): JsonObject[] | null {
    if (!prompt) return null
    const { inputs } = prompt.data
    const fill = (text: unknown) => this.fill(textOf(text), prompt)
    if (inputs.systemMessagePrompt !== undefined || inputs.humanMessagePrompt !== undefined)
      return [
        { role: 'system', text: fill(inputs.systemMessagePrompt) },
        { role: 'user', text: fill(inputs.humanMessagePrompt) },
      ]
    if (prompt.data.name !== 'promptTemplate') this.flow.note(prompt.id, 'setting', prompt.data.name)
    return [{ role: 'user', text: fill(inputs.template ?? inputs.prefix) }]
  }

  /** Replaces `{name}` by the values of the node. A name without a value is the question, as in Flowise. */
  fill(template: string, node: FlowiseNode, known: Readonly<Record<string, string>> = {}): string {
    const values = objectOf(parsed(textOf(node.data.inputs.promptValues)))
    return template.replaceAll(/\{\{|\}\}|\{(\w{1,60})\}/g, (whole, name: string | undefined) => {
      if (name === undefined) return whole.slice(0, 1)
      if (Object.hasOwn(known, name)) return known[name] ?? ''
      const value = Object.hasOwn(values, name) ? textOf(values[name]) : ''
      return value === '' ? '{{#sys.query#}}' : this.value(value, node)
    })
  }

  /** A value of a prompt: `{{question}}`, `{{chat_history}}`, or the output of another node. */
  private value(text: string, node: FlowiseNode): string {
    return plainText(text).replaceAll(/\{\{\s*([\w.$-]{1,100})\s*\}\}/g, (_, name: string) => {
      if (name === 'question') return '{{#sys.query#}}'
      const source = this.byId.get(name.split('.')[0] ?? '')
      if (source) return `{{#${source.id}.text#}}`
      this.flow.note(node.id, name === 'chat_history' ? 'format' : 'reference', name)
      return name === 'chat_history' ? '{{#sys.history#}}' : ''
    })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
