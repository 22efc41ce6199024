import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, portName, textOf } from '../fields'
import { type FlowBuilder, selectorOf } from '../flow-builder'
import { expressionParts, itemPath, modelField, nodesIn, usesBuilder } from './expressions'
import type { N8nFile, N8nNode } from './n8n-file'

/** The item that a node passes on. */
export interface Item {
  /** The selector of a value in the item; null if the item has no such value. */
  at(path: string[]): string[] | null
  whole(): string[]
  /** The text that a chat shows. */
  text?(): string[]
  /** The text of a response. */
  raw?(): string[]
}

interface MainEdge {
  source: N8nNode
  output: number
  target: N8nNode
  input: number
}

/** Types of nodes that pass on the item that arrives. */
const PASSING = new Set(['noOp', 'limit', 'splitInBatches', 'sort', 'removeDuplicates'])

export const START = 'n8n/start'
export const typeOf = ({ type }: N8nNode): string => type.slice(type.lastIndexOf('.') + 1)
export const isTrigger = (node: N8nNode): boolean => /Trigger$|^(?:webhook|start|cron|interval)$/.test(typeOf(node))

/** Defines the globals that code and expressions of n8n read, for one arriving item and one item of each other node. */
const SHIMS = `const $json = given.json ?? {}
const itemOf = (json) => ({ json: json ?? {}, binary: {} })
const accessOf = (json) => ({ item: itemOf(json), first: () => itemOf(json), last: () => itemOf(json), all: () => [itemOf(json)], json: json ?? {} })
const $input = accessOf($json)
const items = $input.all()
const item = $input.item
const $ = (name) => accessOf(nodes[name] ?? null)
const $node = Object.fromEntries(Object.entries(nodes).map(([name, json]) => [name, accessOf(json)]))
const $item = () => ({ $node })
`

/** Ids of list entries, and what the editor of n8n stores to show a selected value. */
const NOT_SETTINGS = /(?:^|\.)(?:__rl|cachedResult\w+|id|mode|typeVersion|position)$/

function tracked(node: N8nNode, { settings }: FlowBuilder): N8nNode {
  const nameOf = (path: string) =>
    NOT_SETTINGS.test(path) || (typeOf(node) === 'stickyNote' && path !== 'content') ? null : path
  return { ...node, parameters: settings.track(node.name, node.parameters, { nameOf }) }
}

/** What the readers of single nodes share: connections, items and expressions. */
export class N8nReader {
  readonly nodes: readonly N8nNode[]
  readonly main: readonly MainEdge[]
  readonly isChat: boolean
  readonly items = new Map<string, Item>()
  /** The node that splits a list, by the name of each node that runs for its items. */
  readonly parents = new Map<string, string>()
  /** Nodes that output a list, whose items the following nodes process one by one. */
  readonly lists = new Set<string>()
  /** Work that is possible only once all nodes are known. */
  readonly later: (() => void)[] = []
  private readonly byName: ReadonlyMap<string, N8nNode>
  private readonly injected = new Map<string, { kind: string; node: N8nNode }[]>()
  private scripts = 0

  constructor(
    file: N8nFile,
    readonly flow: FlowBuilder,
  ) {
    this.byName = new Map(file.nodes.map((node) => [node.name, tracked(node, flow)]))
    this.nodes = [...this.byName.values()]
    this.isChat = this.nodes.some((node) => /^(?:manualC|c)hatTrigger$/.test(typeOf(node)))
    this.main = Object.entries(file.connections).flatMap(([name, kinds]) =>
      Object.entries(kinds).flatMap(([kind, outputs]) => this.edgesOf(name, kind, outputs)),
    )
  }

  private edgesOf(name: string, kind: string, outputs: N8nFile['connections'][string][string]): MainEdge[] {
    const source = this.byName.get(name)
    return outputs.flatMap((targets, output) =>
      (targets ?? []).flatMap(({ node, index }): MainEdge[] => {
        const target = this.byName.get(node)
        this.flow.link(name, node)
        if (!source || !target) return []
        if (kind === 'main') return [{ source, output, target, input: index }]
        this.injected.set(target.name, [...(this.injected.get(target.name) ?? []), { kind, node: source }])
        return []
      }),
    )
  }

  readonly place = (node: N8nNode) => ({
    id: node.name,
    item: node.name,
    position: { x: node.position[0], y: node.position[1] },
    parent: this.parents.get(node.name) ?? null,
  })

  readonly isPassing = (node: N8nNode): boolean =>
    node.disabled || (PASSING.has(typeOf(node)) && !this.lists.has(node.name))

  /** The list whose items a node passes on. */
  listOf({ name }: N8nNode): string | undefined {
    return this.lists.has(name) ? name : this.parents.get(name)
  }

  node(name: string): N8nNode | undefined {
    return this.byName.get(name)
  }

  /** Nodes that are connected as a model, tool, memory and so on. */
  parts({ name }: N8nNode, kind: string): N8nNode[] {
    return (this.injected.get(name) ?? []).flatMap((part) => (part.kind === kind ? [part.node] : []))
  }

  isPart({ name }: N8nNode): boolean {
    return [...this.injected.values()].some((parts) => parts.some(({ node }) => node.name === name))
  }

  /** Marks the parts of a node, and their parts, as merged into it. */
  absorb(node: N8nNode, into = node.name, seen = new Set<string>()): void {
    for (const { node: part } of this.injected.get(node.name) ?? []) {
      if (seen.has(part.name) || this.flow.has(part.name)) continue
      seen.add(part.name)
      this.flow.merge(part.name, into)
      this.absorb(part, into, seen)
    }
  }

  /** The node whose items arrive. */
  before(node: N8nNode, seen = new Set<string>()): N8nNode | null {
    seen.add(node.name)
    const edge = this.main.find(({ target, source }) => target.name === node.name && !seen.has(source.name))
    if (!edge) return null
    return this.isPassing(edge.source) ? this.before(edge.source, seen) : edge.source
  }

  itemOf(node: N8nNode | null): Item | null {
    return node === null ? null : (this.items.get(isTrigger(node) ? START : node.name) ?? null)
  }

  /** The item that arrives at a node. */
  arriving(node: N8nNode): Item | null {
    return this.itemOf(this.before(node))
  }

  /** A parameter as text with references. */
  text(value: unknown, node: N8nNode): string {
    return expressionParts(textOf(value))
      .map(({ text, isExpression }) => (isExpression ? this.expression(text, node) : text))
      .join('')
  }

  /** A parameter as the selector of one value; null if it is empty. A text becomes a step of its own. */
  selector(value: unknown, node: N8nNode, name = 'value'): string[] | null {
    const text = this.text(value, node)
    if (text.trim() === '') return null
    return selectorOf(text) ?? this.flow.text({ ...this.place(node), id: `${node.name}/${name}` }, text)
  }

  private expression(source: string, node: N8nNode): string {
    const field = modelField(source)
    if (field !== null) return `{{#@.${portName(field, 'value')}#}}`
    const path = itemPath(source)
    const found = path && this.readItem(path.node, node)?.at(path.path)
    if (found?.every((part) => /^[^.{}#]+$/.test(part))) return `{{#${found.join('.')}#}}`
    const isUnknown = path !== null && !found
    if (isUnknown || usesBuilder(source)) {
      this.flow.note(node.name, isUnknown ? 'reference' : 'expression', source.trim())
      return ''
    }
    return `{{#${this.script(node, `return (${source.trim() || 'null'})`).join('.')}#}}`
  }

  private readItem(name: string | null, node: N8nNode): Item | null {
    if (name === null) return this.arriving(node)
    const other = this.byName.get(name)
    if (!other) return null
    return this.isPassing(other) ? this.arriving(other) : this.itemOf(other)
  }

  /**
   * Adds a step that runs JavaScript of the file, with inputs for what the code reads.
   * @returns the selector of its result
   */
  script(node: N8nNode, code: string, id?: string): string[] {
    const arriving = this.arriving(node)
    const inputs: JsonObject[] = arriving ? [{ name: 'json', value: arriving.whole() }] : []
    const named = nodesIn(code).flatMap((name, index) => {
      const item = this.readItem(name, node)
      if (item) inputs.push({ name: `node${index + 1}`, value: item.whole() })
      return item ? [`${JSON.stringify(name)}: given.node${index + 1}`] : []
    })
    this.scripts += 1
    const step = id ?? `${node.name}/script${this.scripts}`
    const data = { inputs, code: `const nodes = { ${named.join(', ')} }\n${SHIMS}${code}` }
    this.flow.step({ ...this.place(node), id: step, type: 'script', data })
    return [step, 'result']
  }

  /** The item of a step whose outputs are single values. */
  itemOfFields(node: N8nNode, fields: Readonly<Record<string, string[]>>): Item {
    return {
      at: ([first = '', ...path]) => (Object.hasOwn(fields, first) ? [...(fields[first] ?? []), ...path] : null),
      whole: () => {
        const id = `${node.name}/item`
        const list = Object.entries(fields).map(([name, value]) => ({ name, value }))
        if (!this.flow.has(id)) this.flow.step({ ...this.place(node), id, type: 'object', data: { fields: list } })
        return [id, 'result']
      },
    }
  }

  /** The item of a step that outputs one object. */
  itemOfObject(selector: string[]): Item {
    return { at: (path) => [...selector, ...path], whole: () => selector }
  }

  /** A list of parameters, such as `assignments.assignments`. */
  list(node: N8nNode, ...path: string[]): JsonObject[] {
    let value: unknown = node.parameters
    for (const key of path) value = objectOf(value)[key]
    return listOf(value).map(objectOf)
  }
}
