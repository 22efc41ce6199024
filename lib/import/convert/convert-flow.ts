import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { parseTemplate } from '@/lib/graph/templates/references'
import type { VariableType } from '@/lib/graph/variables/declaration'
import { ENVIRONMENT_SELECTOR, readVariables } from '../environment'
import { listOf, objectOf, portName, textOf } from '../fields'
import { maskSecrets } from '../mask-secrets'
import { PEER_NAMES } from '../peer-names'
import { type ImportedReference, type ImportReport, totalsOf } from '../report'
import { pathCode, portOf } from '../rules/paths'
import type { Rule, RuleContext } from '../rules/rule'
import { ruleFor } from '../rules/rule-for'
import type { SourceFlow, SourceNode } from '../source-flow'
import { breakCycles, laterThan } from './break-cycles'
import { byContainer } from './by-container'
import { cyclesToLoops } from './cycles-to-loops'
import { ImportDraft } from './draft'
import { addNote, type Entry } from './entry'
import { errorPolicy } from './error-policy'
import { jumpsToPlaceholders } from './jumps-to-placeholders'
import { moveAnswersOut } from './move-answers-out'
import { orderAnswers } from './order-answers'
import { reportEdges } from './report-edges'
import { reportItems } from './report-items'
import { reportSettings, withDropped } from './report-settings'
import { REFERENCE, readKeys } from './selectors'

const TEXT_FIELDS = new Set(['text-input', 'paragraph', 'select', 'number'])
/** The output that is text, by step type. */
const TEXT_KEYS: Readonly<Record<string, string>> = {
  llm: 'text',
  agent: 'text',
  'template-transform': 'output',
  text: 'text',
  'http-request': 'body',
  'question-classifier': 'class_name',
}

/** Maps a flow of another builder to a graph. Pure: nothing is called or executed. */
export function convertFlow(flow: SourceFlow): { graph: Graph; report: ImportReport } {
  return new Conversion(orderAnswers(moveAnswersOut(jumpsToPlaceholders(cyclesToLoops(flow))))).convert()
}

class Conversion {
  private readonly draft = new ImportDraft()
  private readonly references = new Map<string, ImportedReference>()
  private readonly entries = new Map<string, Entry>()
  private readonly isChat: boolean
  private readonly keys: ReturnType<typeof readKeys>
  private readonly edges: ReturnType<typeof breakCycles>
  private readonly isLater: ReturnType<typeof laterThan>
  /** Types of `vars.name` and `env.NAME`. */
  private readonly types: ReadonlyMap<string, VariableType>

  constructor(private readonly flow: SourceFlow) {
    this.isChat = flow.app.kind === 'chat'
    this.keys = readKeys(flow.nodes)
    this.edges = breakCycles(flow)
    this.isLater = laterThan(this.edges.order)
    this.types = new Map([
      ...(flow.variables ?? []).map(({ name, type }): [string, VariableType] => [`vars.${name}`, type]),
      ...(flow.environment ?? []).map(({ name, type }): [string, VariableType] => [`env.${name}`, type]),
    ])
  }

  convert(): { graph: Graph; report: ImportReport } {
    for (const node of byContainer(this.flow.nodes)) this.reserve(node)
    for (const entry of this.entries.values()) this.build(entry)
    for (const { source, handle, target } of this.edges.order) this.order(source, handle, target)
    for (const entry of this.entries.values()) this.frame(entry)
    const notes = reportItems(this.flow, [...this.entries.values()])
    const settings = reportSettings(this.flow.settings, notes)
    const nodes = withDropped(notes, settings)
    const { peer, formatVersion } = this.flow
    const graph = this.draft.graph()
    const environment = readVariables(graph, this.flow.environment ?? [])
    const edges = reportEdges(this.flow.links, nodes, graph)
    const references = [...this.references.values()]
    return {
      graph,
      report: { peer, formatVersion, nodes, edges, references, settings, environment, totals: totalsOf(nodes) },
    }
  }

  private reserve(node: SourceNode): void {
    const rule = ruleFor(node, this.isChat)
    const targets = rule ? rule.targets : { placeholder: 'placeholder' }
    const container = this.containerOf(node)
    const ids: Record<string, string> = {}
    for (const [name, type] of Object.entries(targets)) {
      const parent = rule?.inside?.includes(name) ? (ids[rule.container ?? ''] ?? container) : container
      ids[name] = this.draft.reserve({ type, parent, label: node.title || node.type, position: node.position })
    }
    this.entries.set(node.id, { node, rule, ids, notes: [], extras: [], readers: new Map() })
  }

  private addPolicy({ node, ids }: Entry, rule: Rule): void {
    const [id = ''] = rule.leave(ids, 'error', node.data)?.split('.') ?? []
    const policy = errorPolicy(node.data, id, rule.values(ids, node.data))
    if (policy) this.draft.addPolicy(id, policy)
  }

  private containerOf({ parent }: SourceNode): string | null {
    const containerEntry = parent === null ? undefined : this.entries.get(parent)
    return (containerEntry && insideOf(containerEntry)) ?? null
  }

  private build(entry: Entry): void {
    const { node, rule, ids } = entry
    if (!rule) {
      this.draft.configure(ids.placeholder ?? '', this.placeholderConfig(entry))
      return
    }
    rule.build(this.contextOf(entry))
    this.addPolicy(entry, rule)
    if (node.parent !== null && this.containerOf(node) === null) addNote(entry, 'type', 'loop')
  }

  private placeholderConfig(entry: Entry): JsonObject {
    const { type, data } = entry.node
    if (type === 'jump') addNote(entry, 'jump', textOf(data.to))
    else if (type === 'http-request') addNote(entry, 'host', textOf(data.url))
    else if (type === 'code' || type === 'python') addNote(entry, 'packages', entry.node.title)
    else addNote(entry, type === 'template-transform' ? 'jinja' : 'type', textOf(data.sourceType) || type)
    const source = JSON.stringify(maskSecrets(data), null, 2)
    const outputs = [...(this.keys.get(entry.node.id) ?? [])].map((key) => portName(key, 'output'))
    return {
      peer: PEER_NAMES[this.flow.peer],
      sourceType: (textOf(data.sourceType) || type).slice(0, 200),
      outputs: [...new Set(outputs)].slice(0, 50),
      source: source.slice(0, 65_536),
    }
  }

  private contextOf(entry: Entry): RuleContext {
    const { node, ids } = entry
    return {
      node,
      ids,
      data: node.data,
      isChat: this.isChat,
      configure: (target, config) => {
        if (!this.draft.configure(ids[target] ?? '', config)) addNote(entry, 'setting', target)
      },
      connect: (from, to) => this.draft.connect(from, to),
      feed: (ref, to, where) => this.feed(entry, { ref, to, inside: where === 'inside' }),
      text: (raw) => this.text(entry, textOf(raw)),
      ref: (selector) => this.valueRef(entry, listOf(selector).map(textOf)),
      variables: this.flow.variables ?? [],
      usesFiles: this.keys.get('sys')?.has('files') ?? false,
      note: (key, about) => addNote(entry, key, about),
      isText: (selector) => this.isText(listOf(selector).map(textOf)),
      toolOf: (step) => {
        const other = this.entries.get(step)
        return other?.rule?.tool?.(other.ids) ?? null
      },
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
      parent: inside ? (insideOf(entry) ?? null) : this.containerOf(node),
      position: node.position,
    })
    entry.extras.push(id)
    this.draft.configure(id, {
      inputs: [{ name: 'value', kind: 'any', required: true }],
      code: `return ${pathCode('input.value', ref)}`,
    })
    this.draft.connect(portOf(ref), `${id}.value`)
    this.draft.connect(`${id}.result`, to)
  }

  /** Converts the references of the file to ours; other braces stay text. */
  private text(entry: Entry, raw: string): string {
    return raw
      .split(REFERENCE)
      .map((part, index) => {
        if (index % 2 === 0) return this.plain(entry, part)
        const ref = this.refOf(entry, part.split('.'))
        return ref === null ? '' : `{{${ref}}}`
      })
      .join('')
  }

  /** Text that Patchbay would read as a reference gets a space between its braces. The report mentions this. */
  private plain(entry: Entry, text: string): string {
    return parseTemplate(text)
      .map((segment) => {
        if (segment.type === 'text') return segment.text
        addNote(entry, 'braces', segment.raw)
        return segment.raw.replace('{{', '{ {')
      })
      .join('')
  }

  /** A reference for an edge. A variable is not an output, so a node is added that reads it. */
  private valueRef(entry: Entry, selector: readonly string[]): string | null {
    const ref = this.refOf(entry, selector)
    const [root, name = '', ...path] = ref?.split('.') ?? []
    const variable = `${root}.${name}`
    const type = this.types.get(variable)
    if (type === undefined) return ref
    const known = entry.readers.get(variable) ?? this.readVariable(entry, name, { variable, type })
    entry.readers.set(variable, known)
    return [known.ref, ...path].join('.')
  }

  private readVariable(
    { node }: Entry,
    name: string,
    { variable, type }: { variable: string; type: VariableType },
  ): { id: string; ref: string } {
    const place = { label: name, parent: this.containerOf(node), position: node.position }
    if (type === 'text') {
      const id = this.draft.reserve({ type: 'template', ...place })
      this.draft.configure(id, { text: `{{${variable}}}` })
      return { id, ref: `${id}.text` }
    }
    const id = this.draft.reserve({ type: 'edit-fields', ...place })
    this.draft.configure(id, { fields: [{ path: 'value', action: 'set', type, value: `{{${variable}}}` }] })
    return { id, ref: `${id}.object.value` }
  }

  private refOf(entry: Entry, selector: readonly string[]): string | null {
    const found = this.findRef(entry, selector)
    const raw = selector.join('.')
    const at = entry.node.item
    // Several steps made from one node may read the same value. If one of them cannot, the reference counts as missing.
    const key = `${at} ${raw}`
    if (raw !== '' && selector[0] !== '@' && this.references.get(key)?.status !== 'missing')
      this.references.set(key, { raw, at, status: found === null ? 'missing' : 'equivalent', target: found })
    return found
  }

  private findRef(entry: Entry, [id = '', key = '', ...path]: readonly string[]): string | null {
    // An input of the node itself, which an agent fills in.
    if (id === '@') return key
    const variable = `${id === ENVIRONMENT_SELECTOR ? 'env' : id}.${key}`
    if (this.types.has(variable) && id !== 'env') return [variable, ...path].join('.')
    const value = this.baseOf(id, key)
    const found = this.canRead(entry, id) || value?.startsWith('vars.') ? value : null
    if (found !== null) return [found, ...path.filter((part) => /^[\w-]{1,200}$/.test(part))].join('.')
    if (id !== '') addNote(entry, 'reference', [id, key, ...path].join('.'))
    return null
  }

  /**
   * Whether a step can read the values of another one. It cannot read those of later steps, or of steps inside a
   * container that it is not in.
   */
  private canRead({ node }: Entry, id: string): boolean {
    if (id === node.id || this.isLater(id, node.id)) return false
    const parent = this.entries.get(id)?.node.parent ?? null
    return parent === null || parent === node.id || this.containersOf(node).has(parent)
  }

  private containersOf({ parent }: SourceNode): ReadonlySet<string> {
    const containers = new Set<string>()
    for (let at = parent; at !== null && !containers.has(at); at = this.entries.get(at)?.node.parent ?? null)
      containers.add(at)
    return containers
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
    return { query: `${input}.message`, history: `${input}.history`, files: `${input}.documents` }[key] ?? null
  }

  /**
   * The step that an edge from `source` to `to` leaves: the source itself, or its outermost container that does not
   * contain `to`. Null if the source contains `to`.
   */
  private outsideOf(source: string, to: Entry): Entry | null {
    const containers = this.containersOf(to.node)
    const seen = new Set<string>()
    let from = this.entries.get(source)
    while (from && from.node.parent !== null && !containers.has(from.node.parent) && !seen.has(from.node.id)) {
      seen.add(from.node.id)
      from = this.entries.get(from.node.parent) ?? from
    }
    return !from || containers.has(from.node.id) ? null : from
  }

  private exitOf({ rule, ids, node }: Entry, handle: string): string | null {
    if (!rule) return `${ids.placeholder}.done`
    const exit = rule.leave(ids, handle, node.data)
    if (handle !== 'error' || exit === null) return exit
    const [id = ''] = exit.split('.')
    this.draft.addErrorPort(id)
    return `${id}.error`
  }

  /**
   * Connects the steps in a container that has a start and an end. The first steps wait for the start, and the end
   * waits for all steps.
   */
  private frame({ node, rule, ids }: Entry): void {
    if (rule?.enter) this.enter(node, rule.enter(ids))
    if (!rule?.first || !rule.last) return
    const inside = [...this.entries.values()].filter((entry) => entry.node.parent === node.id)
    const entered = new Set(this.edges.order.map(({ target }) => target))
    const [first, last] = [rule.first(ids), rule.last(ids)]
    this.draft.connect(first, last)
    for (const entry of inside) {
      if (!entered.has(entry.node.id)) this.connectTo(first, entry)
      const exit = this.exitOf(entry, 'source')
      if (exit !== null) this.draft.connect(exit, last)
    }
  }

  /** First steps that pass on a value, such as conditions, receive the value of the container. */
  private enter({ id }: SourceNode, value: string): void {
    const entered = new Set(this.edges.order.map(({ target }) => target))
    for (const { node, rule, ids } of this.entries.values()) {
      const gate = node.parent === id && !entered.has(node.id) ? rule?.gate(ids) : null
      if (gate && !gate.endsWith('.when')) this.draft.connect(value, gate)
    }
  }

  private connectTo(exit: string, to: Entry): void {
    const gate = to.rule ? to.rule.gate(to.ids) : `${to.ids.placeholder}.when`
    if (gate !== null) this.draft.connect(exit, gate)
    for (const { id } of to.readers.values()) this.draft.connect(exit, `${id}.when`)
  }

  private order(source: string, handle: string, target: string): void {
    const to = this.entries.get(target)
    const from = to && this.outsideOf(source, to)
    if (!from || !to) return
    const exit = this.exitOf(from, handle)
    if (exit !== null) this.connectTo(exit, to)
  }
}

const insideOf = ({ rule, ids }: Entry): string | undefined => ids[rule?.container ?? '']
