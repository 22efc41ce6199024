import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { parseTemplate } from '@/lib/graph/templates/references'
import { ImportDraft } from '../draft'
import { type ImportedNode, type ImportNote, type ImportReport, type ImportStatus, totalsOf } from '../report'
import type { SourceFlow, SourceNode } from '../source-flow'
import { listOf, objectOf, portName, textOf } from './fields'
import { maskSecrets } from './mask-secrets'
import type { Rule, RuleContext } from './rule'
import { ruleFor } from './rules'
import { pathCode, portOf } from './rules/simple'

/** Cards of Dify are 304 apart; ours need room for two nodes made from one. */
const SCALE = { x: 2, y: 1.6 }
const BESIDE = 304
const REFERENCE = /\{\{#([^{}#]{1,300})#\}\}/g
const TEXT_FIELDS = new Set(['text-input', 'paragraph', 'select', 'number'])
/** The output of a node type that is text. */
const TEXT_KEYS: Readonly<Record<string, string>> = {
  llm: 'text',
  agent: 'text',
  'template-transform': 'output',
  'http-request': 'body',
  'question-classifier': 'class_name',
}
/** What someone has to select anyway: it does not change what a node does. */
const TO_SELECT = new Set<ImportNote['key']>(['credential', 'knowledge'])

interface Entry {
  node: SourceNode
  rule: Rule | null
  ids: Record<string, string>
  notes: ImportNote[]
  /** Nodes added to pick a part of a value. */
  extras: string[]
}

/** Maps a flow of Dify to a graph. Pure: nothing is called or executed. */
export function convertDify(flow: SourceFlow): { graph: Graph; report: ImportReport } {
  return new Conversion(flow).convert()
}

class Conversion {
  private readonly draft = new ImportDraft()
  private readonly entries = new Map<string, Entry>()
  private readonly isChat: boolean

  constructor(private readonly flow: SourceFlow) {
    this.isChat = flow.app.kind === 'chat'
  }

  convert(): { graph: Graph; report: ImportReport } {
    for (const node of this.inOrder()) this.reserve(node)
    for (const entry of this.entries.values()) this.build(entry)
    for (const { source, handle, target } of this.flow.edges) this.order(source, handle, target)
    const nodes = [...this.entries.values()].map(toReport)
    const { peer, formatVersion } = this.flow
    return { graph: this.draft.graph(), report: { peer, formatVersion, nodes, totals: totalsOf(nodes) } }
  }

  /** Sorts containers before their contents. Nodes in unknown or circular containers move to the top level. */
  private inOrder(): SourceNode[] {
    const byId = new Map(this.flow.nodes.map((node) => [node.id, node]))
    const depthOf = (node: SourceNode): number => {
      const seen = new Set<string>()
      let depth = 0
      for (let at = node; at.parent !== null; depth += 1) {
        const parent = byId.get(at.parent)
        if (!parent || seen.has(at.id)) return 0
        seen.add(at.id)
        at = parent
      }
      return depth
    }
    return [...byId.values()].toSorted((a, b) => depthOf(a) - depthOf(b))
  }

  private reserve(node: SourceNode): void {
    const rule = ruleFor(node, this.isChat)
    const targets = rule ? rule.targets : { placeholder: 'placeholder' }
    const parent = this.containerOf(node)
    const ids = Object.fromEntries(
      Object.entries(targets).map(([name, type], column) => [
        name,
        this.draft.reserve({
          type,
          parent,
          label: node.title || node.type,
          position: { x: node.position.x * SCALE.x + column * BESIDE, y: node.position.y * SCALE.y },
        }),
      ]),
    )
    this.entries.set(node.id, { node, rule, ids, notes: [], extras: [] })
  }

  private containerOf({ parent }: SourceNode): string | null {
    return (parent === null ? undefined : this.entries.get(parent)?.ids.map) ?? null
  }

  private build(entry: Entry): void {
    const { node, rule, ids } = entry
    if (!rule) {
      this.draft.configure(ids.placeholder ?? '', this.placeholderConfig(entry))
      return
    }
    rule.build(this.contextOf(entry))
    if (node.parent !== null && this.containerOf(node) === null) note(entry, 'type', 'loop')
  }

  private placeholderConfig({ node, notes }: Entry): JsonObject {
    const { type, data } = node
    notes.push({ key: type === 'code' ? 'python' : type === 'template-transform' ? 'jinja' : 'type', about: type })
    const source = JSON.stringify(maskSecrets(data), null, 2)
    return { peer: 'Dify', sourceType: type, outputs: this.keysReadOf(node.id), source: source.slice(0, 65_536) }
  }

  /** The values of a node that others read, as port names. */
  private keysReadOf(id: string): string[] {
    const keys = this.flow.nodes
      .flatMap(({ data }) => selectorsIn(data))
      .flatMap(([node, key]) => (node === id && key ? [portName(key, 'output')] : []))
    return [...new Set(keys)].slice(0, 50)
  }

  private contextOf(entry: Entry): RuleContext {
    const { node, ids } = entry
    return {
      ...{ node, ids, data: node.data, isChat: this.isChat },
      configure: (target, config) => {
        if (!this.draft.configure(ids[target] ?? '', config)) note(entry, 'setting', target)
      },
      connect: (from, to) => this.draft.connect(from, to),
      feed: (ref, to, where) => this.feed(entry, { ref, to, inside: where === 'inside' }),
      text: (raw) => this.text(entry, textOf(raw)),
      ref: (selector) => this.refOf(entry, listOf(selector).map(textOf)),
      note: (key, about) => note(entry, key, about),
      isText: (selector) => this.isText(listOf(selector).map(textOf)),
    }
  }

  private feed(entry: Entry, { ref, to, inside }: { ref: string | null; to: string; inside: boolean }): void {
    if (ref === null) return
    if (ref.split('.').length === 2) {
      this.draft.connect(ref, to)
      return
    }
    const { node } = entry
    const id = this.draft.reserve({
      type: 'code',
      label: ref.split('.').slice(2).join('.'),
      parent: inside ? (entry.ids.map ?? null) : this.containerOf(node),
      position: { x: node.position.x * SCALE.x - BESIDE, y: node.position.y * SCALE.y + 140 },
    })
    entry.extras.push(id)
    this.draft.configure(id, {
      inputs: [{ name: 'value', kind: 'any', required: true }],
      code: `return ${pathCode('input.value', ref)}`,
    })
    this.draft.connect(portOf(ref), `${id}.value`)
    this.draft.connect(`${id}.result`, to)
  }

  /** References of Dify become ours; other braces stay text. */
  private text(entry: Entry, raw: string): string {
    const parts = raw.split(REFERENCE)
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return this.plain(entry, part)
        const ref = this.refOf(entry, part.split('.'))
        return ref === null ? '' : `{{${ref}}}`
      })
      .join('')
  }

  /** Text that would be read as a reference of ours gets a space between its braces, which the report mentions. */
  private plain(entry: Entry, text: string): string {
    return parseTemplate(text)
      .map((segment) => {
        if (segment.type === 'text') return segment.text
        note(entry, 'braces', segment.raw)
        return segment.raw.replace('{{', '{ {')
      })
      .join('')
  }

  private refOf(entry: Entry, [id = '', key = '', ...path]: readonly string[]): string | null {
    const found = this.baseOf(id, key)
    if (found !== null) return [found, ...path.filter((part) => /^[\w-]{1,200}$/.test(part))].join('.')
    if (id !== '') note(entry, 'reference', [id, key, ...path].join('.'))
    return null
  }

  private baseOf(id: string, key: string): string | null {
    if (id === 'sys') return this.systemValue(key)
    const source = this.entries.get(id)
    if (!source) return null
    const { rule, ids, node } = source
    if (!rule) return `${ids.placeholder}.${portName(key, 'output')}`
    const values = rule.values(ids, node.data)
    return Object.hasOwn(values, key) ? (values[key] ?? null) : null
  }

  /** Whether a value is surely text or a number, which every builder writes in the same way. */
  private isText([id = '', key = '', ...path]: readonly string[]): boolean {
    if (id === 'sys') return key === 'query'
    const node = this.entries.get(id)?.node
    if (!node || path.length > 0) return false
    if (node.type === 'start')
      return listOf(node.data.variables)
        .map(objectOf)
        .some(({ variable, type }) => variable === key && TEXT_FIELDS.has(textOf(type)))
    return TEXT_KEYS[node.type] === key
  }

  private systemValue(key: string): string | null {
    const input = [...this.entries.values()].find(({ node }) => node.type === 'start')?.ids.input
    if (!input || !this.isChat) return null
    return { query: `${input}.message`, history: `${input}.history` }[key] ?? null
  }

  private order(source: string, handle: string, target: string): void {
    const from = this.entries.get(source)
    const to = this.entries.get(target)
    if (!from || !to) return
    const gate = to.rule ? to.rule.gate(to.ids) : `${to.ids.placeholder}.when`
    const exit = from.rule ? from.rule.leave(from.ids, handle, from.node.data) : `${from.ids.placeholder}.done`
    if (gate !== null && exit !== null) this.draft.connect(exit, gate)
  }
}

/** All selectors in a value: lists of texts, and references within texts. */
function selectorsIn(value: unknown): string[][] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, path = '']) => path.split('.'))
  if (Array.isArray(value)) {
    const isSelector = value.length > 1 && value.every((item) => typeof item === 'string')
    return [...(isSelector ? [value] : []), ...value.flatMap(selectorsIn)]
  }
  return value && typeof value === 'object' ? Object.values(value).flatMap(selectorsIn) : []
}

function note({ notes }: Entry, key: ImportNote['key'], about: string): void {
  if (!notes.some((other) => other.key === key && other.about === about))
    notes.push({ key, about: about.slice(0, 200) })
}

function toReport({ node, rule, ids, notes, extras }: Entry): ImportedNode {
  const targets = [...Object.values(ids), ...extras]
  return {
    ...{ sourceId: node.id, title: node.title || node.type, sourceType: node.type, targets, notes },
    status: statusOf(rule, notes, extras),
  }
}

function statusOf(rule: Rule | null, notes: readonly ImportNote[], extras: readonly string[]): ImportStatus {
  if (!rule) return 'missing'
  if (rule.status === 'partial' || notes.some(({ key }) => !TO_SELECT.has(key))) return 'partial'
  return rule.status === 'exact' && extras.length > 0 ? 'equivalent' : rule.status
}
