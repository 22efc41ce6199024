import { configuredFields } from '../configured-models'
import type { Fix, GraphIssue } from '../issue'
import type { KnowledgeFacts } from './lint-facts'
import type { LintRule } from './lint-rule'

/** Knowledge bases used by a node that are deleted, empty, still ingesting, or not fully embedded. */
export const findIdleKnowledge: LintRule = ({ view, facts }) =>
  view.nodes.flatMap((node) =>
    configuredFields(node, 'knowledge-base').flatMap(({ path, value }): GraphIssue[] => {
      if (typeof value !== 'string' || value === '') return []
      const issue = (code: GraphIssue['code'], severity: GraphIssue['severity'], message: string) => [
        { code, severity, message, nodeId: node.node.id, path },
      ]
      const base = facts.knowledgeBases.find(({ id }) => id === value)
      const label = node.node.label
      if (!base)
        return issue('KNOWLEDGE_MISSING', 'warning', `The knowledge base of “${label}” is gone. Choose another.`).map(
          (missing) => ({ ...missing, ...useOnly(facts.knowledgeBases, node.node.id, path) }),
        )
      if (base.passages === 0 && base.pending > 0)
        return issue(
          'KNOWLEDGE_EMPTY',
          'hint',
          `The documents of “${base.name}” are still being read; until then “${label}” finds nothing.`,
        )
      if (base.passages === 0)
        return issue(
          'KNOWLEDGE_EMPTY',
          'warning',
          `“${base.name}” holds no passages, so “${label}” finds nothing. Add documents to it.`,
        )
      return base.problem === null ? [] : issue('KNOWLEDGE_EMPTY', 'warning', `“${label}”: ${base.problem}`)
    }),
  )

/** Selects the only knowledge base, if there is just one. */
function useOnly([only, second]: readonly KnowledgeFacts[], nodeId: string, path: string): { fix?: Fix } {
  if (!only || second) return {}
  return { fix: { label: `Use “${only.name}”`, change: { type: 'set-config', nodeId, path, value: only.id } } }
}
