import type { SourceNode } from '../source-flow'
import type { Rule } from './rule'
import { http } from './rules/http'
import { iteration } from './rules/iteration'
import { agent, classifier, llm, parameterExtractor } from './rules/models'
import { aggregator, answer, code, end, ifElse, note, retriever, start, template, usesJinja } from './rules/simple'

const RULES: Readonly<Record<string, Rule>> = {
  note,
  llm,
  answer,
  end,
  'if-else': ifElse,
  'variable-aggregator': aggregator,
  'variable-assigner': aggregator,
  'template-transform': template,
  code,
  'knowledge-retrieval': retriever,
  'parameter-extractor': parameterExtractor,
  'question-classifier': classifier,
  agent,
  'http-request': http,
  iteration,
}

/** The rule for a node; null: it has no equivalent, and a placeholder keeps it. */
export function ruleFor({ type, data }: SourceNode, isChat: boolean): Rule | null {
  if (type === 'start') return start(isChat)
  if (type === 'code' && data.code_language !== 'javascript') return null
  if (type === 'template-transform' && usesJinja(data)) return null
  return Object.hasOwn(RULES, type) ? (RULES[type] ?? null) : null
}
