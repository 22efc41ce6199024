import type { GraphView, NodeView } from '../graph-view'
import type { OutcomeView } from './branches'
import type { LintRule } from './lint-rule'

interface Source {
  source: NodeView
  port: string
}

/** A value that a text names. */
interface Named extends Source {
  /** As it stands in the text. */
  raw: string
}

interface Hole {
  reader: NodeView
  way: OutcomeView
  raw: string
}

/**
 * References in texts that are written on a branch on which what they name is not given, or holds nothing: an absent
 * reference reads as empty text (docs/engine.md, E9), and nobody is told of the hole.
 */
export const findEmptyReferences: LintRule = ({ view, branches: { outcomes, readers } }) => {
  const texts = new Map(view.nodes.map((node) => [node, namedInTexts(view, node)]))
  const found = new Map<NodeView, Hole>()
  // After a failure there is an Error port, whose reader knows that the rest is missing.
  const usual = outcomes.filter(({ takenPort }) => takenPort !== null)
  const byBranch = Map.groupBy(usual, (way) => way.branch)
  for (const [branch, ways] of byBranch) {
    const silenced = new Set(ways.flatMap(({ skipped }) => [branch, ...skipped]))
    const affected = new Set([...silenced].flatMap((source) => [...readers.readersOf(source)]))
    const outer = waysTo(branch, [...byBranch.values()])
    for (const reader of affected) {
      const named = texts.get(reader) ?? []
      if (reader === branch || found.has(reader)) continue
      const running = ways.filter(({ skipped }) => !skipped.has(reader))
      const holes = running.flatMap((way) => holeIn(reader, named, way) ?? [])
      // One text for several branches, with a reference to each, is how branches are brought together without a Merge.
      if (holes.length === 0 || (running.length > 1 && holes.length === running.length)) continue
      const wired = readers.edgesInto(reader).map(({ from, fromPort }) => ({ source: from, port: fromPort.id }))
      const hole = holes.find(({ way }) => isFed(wired.length > 0 ? wired : named, way, outer))
      if (hole) found.set(reader, hole)
    }
  }
  return [...found.values()].map(toIssue)
}

/** What a node's texts name of other nodes, each port once. A condition or a filter weighs a value and writes none. */
function namedInTexts(view: GraphView, reader: NodeView): Named[] {
  const named = new Map<string, Named>()
  for (const { reference, path } of reader.references) {
    const [id = '', port] = reference.path
    const source = view.viewById.get(id)
    if (port === undefined || !source || source === reader || path.split('.').includes('conditions')) continue
    if (!named.has(`${id}.${port}`)) named.set(`${id}.${port}`, { source, port, raw: reference.raw })
  }
  return [...named.values()]
}

/** Of each branch that may skip this one: the ways on which this one runs. */
function waysTo(branch: NodeView, branches: readonly (readonly OutcomeView[])[]): OutcomeView[][] {
  return branches
    .filter((ways) => ways.some(({ skipped }) => skipped.has(branch)))
    .map((ways) => ways.filter(({ skipped }) => !skipped.has(branch)))
}

/** Whether something is given on this way that is not given only where the branch itself is skipped. */
function isFed(sources: readonly Source[], way: OutcomeView, outer: readonly (readonly OutcomeView[])[]): boolean {
  return sources.some(
    (source) => !isSilent(source, way) && !outer.some((ways) => ways.every((one) => isSilent(source, one))),
  )
}

const isSilent = ({ source, port }: Source, { branch, skipped, silentPorts }: OutcomeView): boolean =>
  skipped.has(source) || (source === branch && silentPorts.has(port))

/** What of the reader's texts is empty when the branch ends this way; null when nothing is. */
function holeIn(reader: NodeView, named: readonly Named[], way: OutcomeView): Hole | null {
  const { branch, takenPort } = way
  const hollow = branch.manifest.hollow?.[takenPort ?? ''] ?? []
  const empty = named.find((one) => isSilent(one, way) || (one.source === branch && hollow.includes(one.port)))
  return empty ? { reader, way, raw: empty.raw } : null
}

function toIssue({ reader, way: { branch, taken }, raw }: Hole) {
  const [text, name] = [reader.node.label, branch.node.label]
  return {
    code: 'EMPTY_REFERENCE' as const,
    severity: 'hint' as const,
    message: `When “${name}” takes “${taken}”, ${raw} is empty, and “${text}” is written with a hole. Let “${text}” run only where it is given, or write this case in a step of its own.`,
    nodeId: reader.node.id,
  }
}
