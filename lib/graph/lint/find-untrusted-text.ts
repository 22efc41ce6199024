import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { NodeView } from '../graph-view'
import type { Fix, GraphIssue } from '../issue'
import type { LintRule, LintSubject } from './lint-rule'
import { traceText, wayTo } from './trace-text'

/**
 * Untrusted text (documents, pages, responses of services) that controls an external change without a guard
 * or a person in between. This is indirect prompt injection, by which a page could send an email.
 */
export const findUntrustedText: LintRule = ({ view }) => {
  const sources = view.nodes.filter(({ manifest }) => manifest.bringsUntrusted)
  return untrustedPaths(view, sources).map(({ sink, nodes, lastEdge }): GraphIssue => {
    const [source] = nodes
    const passedNodes = nodes.slice(1, -1).map(({ node }) => `“${node.label}”`)
    const params = { source: source?.node.label ?? '', node: sink.node.label, remedy: remedyOf(sink) }
    return {
      code: 'UNTRUSTED_TEXT',
      severity: 'warning',
      ...(passedNodes.length > 0
        ? textRef('advice.untrustedTextVia', { ...params, via: passedNodes.join(', ') })
        : textRef('advice.untrustedText', params)),
      nodeId: sink.node.id,
      trail: nodes.map(({ node }) => node.id),
      ...fixOf(sink, lastEdge),
    }
  })
}

interface UntrustedPath {
  sink: NodeView
  /** From the source to the sink. */
  nodes: NodeView[]
  lastEdge: ReturnType<typeof wayTo>['lastEdge']
}

/** The shortest path from these sources to every step that changes something outside without an approval. */
export function untrustedPaths(view: LintSubject['view'], sources: readonly NodeView[]): UntrustedPath[] {
  const spread = traceText(view, sources, (node, port) => node.manifest.vouchesFor?.includes(port) ?? false)
  return view.nodes.flatMap((sink) =>
    spread.arrivals.has(sink) && changesWithoutApproval(view, sink) ? [{ sink, ...wayTo(spread, sink) }] : [],
  )
}

function changesWithoutApproval(view: LintSubject['view'], { node, manifest, config }: NodeView): boolean {
  if (config === null) return false
  if (manifest.effect === 'write' && !manifest.delegates) return !manifest.onlyReads?.(config)
  if (!('ask' in config) || config.ask !== 'never') return false
  // An agent acts through its tools.
  const tools = (view.edgesTo.get(node.id) ?? []).filter(({ toPort }) => toPort.kind === 'tool')
  return tools.some(
    ({ from }) => from.manifest.effect === 'write' && !(from.config !== null && from.manifest.onlyReads?.(from.config)),
  )
}

const isAgent = ({ config }: NodeView): boolean => config !== null && 'ask' in config

function remedyOf(sink: NodeView): TextRef {
  return isAgent(sink) ? textRef('advice.askFirst') : textRef('advice.guardBetween')
}

function fixOf(sink: NodeView, lastEdge: ReturnType<typeof wayTo>['lastEdge']): { fix?: Fix } {
  if (isAgent(sink)) {
    const change = { type: 'set-config' as const, nodeId: sink.node.id, path: 'ask', value: 'writes' }
    return { fix: { label: textRef('advice.askPerson'), change } }
  }
  if (lastEdge?.fromPort.kind !== 'text' || lastEdge.fromPort.list) return {}
  const change = { type: 'insert' as const, edgeId: lastEdge.edge.id, nodeType: 'injection-guard' }
  return { fix: { label: textRef('advice.insertGuard'), change } }
}
