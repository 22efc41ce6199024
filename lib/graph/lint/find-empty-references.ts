import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView, NodeView } from '../graph-view'
import type { OutcomeView } from './branches'
import type { LintRule } from './lint-rule'

interface Source {
  source: NodeView
  port: string
}

/** A value referenced by a text. */
interface Named extends Source {
  /** The reference as written in the text. */
  raw: string
}

interface EmptyReference {
  reader: NodeView
  way: OutcomeView
  raw: string
}

/**
 * Texts written on a branch that reference values which are absent or empty on that branch: an
 * absent reference silently reads as empty text (docs/reference/execution.md, E9).
 */
export const findEmptyReferences: LintRule = ({ view, branches: { outcomes, readers } }) => {
  const texts = new Map(view.nodes.map((node) => [node, namedInTexts(view, node)]))
  const found = new Map<NodeView, EmptyReference>()
  // Failures lead to the error port, whose readers expect missing values.
  const normalOutcomes = outcomes.filter(({ takenPort }) => takenPort !== null)
  const byBranch = Map.groupBy(normalOutcomes, (way) => way.branch)
  for (const [branch, ways] of byBranch) {
    const silenced = new Set(ways.flatMap(({ skipped }) => [branch, ...skipped]))
    const affected = new Set([...silenced].flatMap((source) => [...readers.readersOf(source)]))
    const outer = outcomesByBranch(branch, [...byBranch.values()])
    for (const reader of affected) {
      const named = texts.get(reader) ?? []
      if (reader === branch || found.has(reader)) continue
      const running = ways.filter(({ skipped }) => !skipped.has(reader))
      const holes = running.flatMap((way) => findEmptyReference(reader, named, way) ?? [])
      // A text with a reference to each of several branches is a way to merge them.
      if (holes.length === 0 || (running.length > 1 && holes.length === running.length)) continue
      const wired = readers.edgesInto(reader).map(({ from, fromPort }) => ({ source: from, port: fromPort.id }))
      const hole = holes.find(({ way }) => hasValue(wired.length > 0 ? wired : named, way, outer))
      if (hole) found.set(reader, hole)
    }
  }
  return [...found.values()].map(toIssue)
}

/**
 * Output ports of other nodes that a node's texts reference. Conditions and filters test values
 * without writing them.
 */
function namedInTexts(view: GraphView, reader: NodeView): Named[] {
  const named = new Map<string, Named>()
  for (const { reference, path } of reader.references) {
    const [id = '', port] = reference.path
    const source = view.viewById.get(id)
    const isOtherNode = source !== undefined && source !== reader
    const isCondition = path.split('.').includes('conditions')
    if (port === undefined || !isOtherNode || isCondition) continue
    if (!named.has(`${id}.${port}`)) named.set(`${id}.${port}`, { source, port, raw: reference.raw })
  }
  return [...named.values()]
}

/** Outcomes in which the node runs, for each branch that may skip it. */
function outcomesByBranch(branch: NodeView, branches: readonly (readonly OutcomeView[])[]): OutcomeView[][] {
  return branches
    .filter((ways) => ways.some(({ skipped }) => skipped.has(branch)))
    .map((ways) => ways.filter(({ skipped }) => !skipped.has(branch)))
}

/** Whether a source has a value in this outcome, which no outer branch excludes whenever this branch runs. */
function hasValue(sources: readonly Source[], way: OutcomeView, outer: readonly (readonly OutcomeView[])[]): boolean {
  return sources.some((source) => {
    const isAlwaysAbsent = outer.some((ways) => ways.every((item) => isAbsent(source, item)))
    return !isAbsent(source, way) && !isAlwaysAbsent
  })
}

const isAbsent = ({ source, port }: Source, { branch, skipped, silentPorts }: OutcomeView): boolean =>
  skipped.has(source) || (source === branch && silentPorts.has(port))

/** The empty references in the reader's texts for this outcome; null if there are none. */
function findEmptyReference(reader: NodeView, named: readonly Named[], way: OutcomeView): EmptyReference | null {
  const { branch, takenPort } = way
  const hollow = branch.manifest.hollow?.[takenPort ?? ''] ?? []
  const empty = named.find((item) => isAbsent(item, way) || (item.source === branch && hollow.includes(item.port)))
  return empty ? { reader, way, raw: empty.raw } : null
}

function toIssue({ reader, way: { branch, taken }, raw }: EmptyReference) {
  return {
    code: 'EMPTY_REFERENCE' as const,
    severity: 'hint' as const,
    ...textRef('advice.emptyReference', {
      branch: branch.node.label,
      taken,
      reference: raw,
      node: reader.node.label,
    }),
    nodeId: reader.node.id,
  }
}
