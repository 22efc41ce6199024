import { configuredFields } from '../configured-models'
import type { GraphIssue } from '../issue'
import type { LintRule } from './lint-rule'

/** Knowledge bases that a node looks in and that are gone, empty, still being read, or not fully embedded. */
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
        return issue('KNOWLEDGE_MISSING', 'warning', `The knowledge base of “${label}” is gone. Choose another.`)
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
