import type { JsonObject } from '@/lib/core/json'
import { mapSelectors } from '../map-selectors'
import type { SourceEdge, SourceFlow, SourceNode, SourceVariable } from '../source-flow'
import { untracked } from '../track-reads'
import { laterThan } from './break-cycles'
import type { Cycle } from './cycle'
import { selectorsIn } from './selectors'

const MAX_ROUNDS = 1_000

/** Turns one cycle into a loop. */
export class CycleLoop {
  private readonly loop: string
  private readonly again: string
  private readonly nodes: SourceNode[] = []
  private readonly edges: SourceEdge[] = []
  private readonly variables: SourceVariable[]
  private readonly parents: ReadonlyMap<string, string | null>

  constructor(
    private readonly flow: SourceFlow,
    private readonly cycle: Cycle,
    private readonly count: number,
  ) {
    this.loop = `${cycle.header.id}/loop${count}`
    this.parents = new Map(flow.nodes.map(({ id, parent }) => [id, parent]))
    this.variables = [...(flow.variables ?? [])]
    this.again = this.declare('again', 'boolean')
  }

  move(): SourceFlow {
    const { flow, cycle } = this
    this.addLoop()
    const kept = this.keepValues()
    const exits = flow.edges.filter(({ source, target }) => cycle.nodes.has(source) && !cycle.nodes.has(target))
    for (const [index, edge] of cycle.jumps.entries()) this.leave(edge, `${this.loop}/jump${index + 1}`, this.again)
    for (const [index, edge] of exits.entries()) this.exit(edge, index)
    const removed = new Set([...cycle.jumps, ...exits])
    const entering = (edge: SourceEdge) => !cycle.nodes.has(edge.source) && cycle.nodes.has(edge.target)
    return {
      ...flow,
      nodes: [...flow.nodes.map((node) => this.changed(node, kept)), ...this.nodes],
      edges: [
        ...flow.edges
          .filter((edge) => !removed.has(edge))
          .map((edge) => (entering(edge) ? { ...edge, target: this.loop } : edge)),
        ...this.edges,
      ],
      variables: this.variables,
    }
  }

  private declare(name: string, type: SourceVariable['type']): string {
    const used = new Set(this.variables.map((variable) => variable.name))
    const wanted = `${name}${this.count}`
    let free = wanted
    for (let at = 2; used.has(free); at += 1) free = `${wanted}_${at}`
    this.variables.push({ name: free, type, scope: 'run', default: '' })
    return free
  }

  private add(id: string, node: Pick<SourceNode, 'type' | 'data' | 'parent'>): string {
    const { item, title, position } = this.cycle.header
    this.nodes.push({ ...node, id, item, title, position })
    return id
  }

  private assign(id: string, changes: JsonObject[]): string {
    return this.add(id, { type: 'assigner', parent: this.loop, data: { changes } })
  }

  private connect(source: string, target: string, handle = 'source'): void {
    this.edges.push({ id: `${source} ${handle} ${target}`, source, handle, target })
  }

  /** Each round resets the variable `again`. A step that jumps back sets it, and then another round follows. */
  private addLoop(): void {
    const { header } = this.cycle
    const stays = { left: `{{#vars.${this.again}#}}`, comparison_operator: 'false', value: '' }
    const initial = [change(this.again, 'false')]
    const jumps = this.cycle.jumps.reduce((sum, { rounds = MAX_ROUNDS }) => sum + rounds, 1)
    const data = { initial, conditions: [stays], rounds: Math.min(MAX_ROUNDS, jumps), values: {} }
    this.add(this.loop, { type: 'loop', parent: header.parent, data })
    const reset = this.assign(`${this.loop}/round`, [change(this.again, 'false')])
    this.connect(reset, header.id)
  }

  /** Replaces an edge out of the cycle's body by a step that sets a variable. */
  private leave({ source, handle }: SourceEdge, id: string, variable: string): void {
    this.assign(id, [change(variable, 'true')])
    this.connect(source, id, handle)
  }

  private exit(edge: SourceEdge, index: number): void {
    const variable = this.declare(`exit${index + 1}_`, 'boolean')
    this.leave(edge, `${this.loop}/exit${index + 1}`, variable)
    const way = `${this.loop}/way${index + 1}`
    const condition = { variable_selector: ['vars', variable], comparison_operator: 'true', value: '' }
    const data = { cases: [{ case_id: 'taken', conditions: [condition] }] }
    this.add(way, { type: 'if-else', parent: this.cycle.header.parent, data })
    this.connect(this.loop, way)
    this.connect(way, edge.target, 'taken')
  }

  /** Stores values in variables if they are read after the loop or in a later round. */
  private keepValues(): ReadonlyMap<string, { name: string; isKept: (reader: string) => boolean }> {
    const { flow, cycle } = this
    const inner = flow.edges.filter(
      (edge) => cycle.nodes.has(edge.source) && cycle.nodes.has(edge.target) && !cycle.jumps.includes(edge),
    )
    const isAfter = laterThan(inner)
    const kept = new Map<string, { name: string; isKept: (reader: string) => boolean }>()
    for (const node of flow.nodes)
      for (const [id = '', key = ''] of selectorsIn(node.data)) {
        const isKept = (reader: string) => {
          const step = this.stepAround(reader)
          // A container's own values are read inside it.
          return step !== id && (step === null || !isAfter(step, id))
        }
        if (!cycle.nodes.has(id) || key === '' || !isKept(node.id) || kept.has(`${id} ${key}`)) continue
        const name = this.declare(`kept${kept.size + 1}_`, 'json')
        kept.set(`${id} ${key}`, { name, isKept })
        const keep = this.assign(`${this.loop}/keep${kept.size}`, [change(name, `{{#${id}.${key}#}}`)])
        this.connect(id, keep)
      }
    return kept
  }

  /** The step of the cycle that is this step or contains it. Null if the step is outside of the cycle. */
  private stepAround(id: string): string | null {
    const seen = new Set<string>()
    for (let at: string | null = id; at !== null && !seen.has(at); at = this.parents.get(at) ?? null) {
      if (this.cycle.nodes.has(at)) return at
      seen.add(at)
    }
    return null
  }

  private changed(node: SourceNode, kept: ReturnType<CycleLoop['keepValues']>): SourceNode {
    const given = untracked(node.data)
    const mapped = mapSelectors(given, (path) => {
      const [id, key, ...rest] = path
      const value = kept.get(`${id} ${key}`)
      return value?.isKept(node.id) ? ['vars', value.name, ...rest] : path
    })
    const data = given === node.data ? mapped : this.flow.settings.view(node.item, mapped)
    return this.cycle.nodes.has(node.id) ? { ...node, data, parent: this.loop } : { ...node, data }
  }
}

const change = (variable: string, value: string): JsonObject => ({
  variable: ['vars', variable],
  operation: 'set',
  value,
})
