import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { configuredFields } from '../configured-models'
import type { Fix, GraphIssue } from '../issue'
import type { KnowledgeFacts } from './lint-facts'
import type { LintRule } from './lint-rule'

/** Knowledge bases used by a node that are deleted, empty, still ingesting, or not fully embedded. */
export const findIdleKnowledge: LintRule = ({ view, facts }) =>
  view.nodes.flatMap((node) =>
    configuredFields(node, 'knowledge-base').flatMap(({ path, value }): GraphIssue[] => {
      if (typeof value !== 'string' || value === '') return []
      const issue = (code: GraphIssue['code'], severity: GraphIssue['severity'], text: TextRef) => [
        { code, severity, ...text, nodeId: node.node.id, path },
      ]
      const base = facts.knowledgeBases.find(({ id }) => id === value)
      const label = node.node.label
      if (!base)
        return issue('KNOWLEDGE_MISSING', 'warning', textRef('advice.knowledgeMissing', { node: label })).map(
          (missing) => ({ ...missing, ...useOnly(facts.knowledgeBases, node.node.id, path) }),
        )
      const params = { base: base.name, node: label }
      if (base.passages === 0 && base.pending > 0)
        return issue('KNOWLEDGE_EMPTY', 'hint', textRef('advice.knowledgePending', params))
      if (base.passages === 0) return issue('KNOWLEDGE_EMPTY', 'warning', textRef('advice.knowledgeEmpty', params))
      return base.problem === null ? [] : issue('KNOWLEDGE_EMPTY', 'warning', textRef('advice.knowledgeUnread', params))
    }),
  )

/** Selects the only knowledge base, if there is just one. */
function useOnly([only, second]: readonly KnowledgeFacts[], nodeId: string, path: string): { fix?: Fix } {
  if (!only || second) return {}
  const change = { type: 'set-config', nodeId, path, value: only.id } as const
  return { fix: { label: textRef('advice.useBase', { base: only.name }), change } }
}
