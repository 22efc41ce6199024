import type { JsonObject } from '@/lib/core/json'
import { textOf } from './fields'
import type { ImportNote, ImportPeer } from './report'
import { Settings } from './settings'
import type { SourceEdge, SourceFlow, SourceItem, SourceLink, SourceNode, SourceVariable } from './source-flow'
import { Variables } from './variables'

type Place = Pick<SourceNode, 'position'> & Partial<Pick<SourceNode, 'parent' | 'title'>>

interface Step extends Place {
  id: string
  /** The id of the node in the file. */
  item: string
  type: string
  data: JsonObject
}

/** Collects items, steps and order edges while a reader walks through a file. */
export class FlowBuilder {
  private readonly items = new Map<string, SourceItem>()
  private readonly nodes = new Map<string, SourceNode>()
  private readonly edges: SourceEdge[] = []
  private readonly links: SourceLink[] = []
  private readonly variables = new Variables()
  readonly settings = new Settings()

  constructor(readonly peer: ImportPeer) {}

  item(item: Omit<SourceItem, 'notes'>): void {
    if (!this.items.has(item.id)) this.items.set(item.id, { ...item, notes: [] })
  }

  /** An edge of the file. */
  link(source: string, target: string): void {
    this.links.push({ id: `${this.links.length}`, source, target })
  }

  /** Marks a node as a part of another one. */
  merge(id: string, into: string): void {
    const item = this.items.get(id)
    if (item && id !== into) item.into = into
  }

  note(item: string, key: ImportNote['key'], about: string): void {
    this.items.get(item)?.notes.push({ key, about: about.slice(0, 200) })
  }

  step({ id, item, type, data, position, parent, title }: Step): string {
    const name = title ?? this.items.get(item)?.title ?? ''
    this.nodes.set(id, { id, item, type, title: name, parent: parent ?? null, position, data })
    return id
  }

  /** Adds a step that writes a text with references, for inputs that take one value. @returns its selector */
  text(node: Pick<SourceNode, 'id' | 'item' | 'position'> & Partial<SourceNode>, text: string): [string, string] {
    const id = this.step({ ...node, id: `${node.id}/text`, type: 'text', data: { text } })
    return [id, 'text']
  }

  /** Adds a placeholder that keeps the settings. */
  missing(node: Omit<Step, 'type'>, sourceType: string): string {
    return this.step({ ...node, type: 'missing', data: { ...node.data, sourceType } })
  }

  /** @param rounds for an edge that leads back: how often it is taken at most */
  edge(source: string, target: string, handle = 'source', rounds?: number): void {
    const limit = rounds === undefined ? {} : { rounds }
    this.edges.push({ id: `${this.edges.length}`, source, handle, target, ...limit })
  }

  /** Declares a variable once. @returns its selector, or null if there are too many variables */
  variable(key: string, settings: Partial<Omit<SourceVariable, 'name'>> = {}): [string, string] | null {
    return this.variables.declare(key, settings)
  }

  knownVariable(key: string): [string, string] | null {
    return this.variables.find(key)
  }

  /** The steps that write texts for a step. They run before it. */
  textsOf(step: string): string[] {
    return [...this.nodes.values()].flatMap(({ id, type }) =>
      type === 'text' && id.startsWith(`${step}/`) ? [id] : [],
    )
  }

  has(step: string): boolean {
    return this.nodes.has(step)
  }

  build(head: { formatVersion: string; name: string; description: string; kind: 'chat' | 'form' }): SourceFlow {
    const { formatVersion, ...app } = head
    return {
      peer: this.peer,
      formatVersion,
      app,
      items: [...this.items.values()],
      nodes: [...this.nodes.values()],
      links: this.links,
      settings: this.settings,
      variables: this.variables.all(),
      edges: this.edges.filter(({ source, target }) => this.nodes.has(source) && this.nodes.has(target)),
    }
  }
}

/** The selector of a text that consists of a single reference; otherwise null. */
export function selectorOf(text: unknown): string[] | null {
  const [, path] = /^\s*\{\{#([^{}#]{1,300})#\}\}\s*$/.exec(textOf(text)) ?? []
  return path === undefined ? null : path.split('.')
}
