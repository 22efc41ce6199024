import { parseTemplate } from '@/lib/graph/templates/references'
import { listOf, objectOf, referenceTo, textOf } from '../fields'
import { never } from './never'
import type { Data, Rule, RuleContext } from './rule'

export const OPERATORS: Readonly<Record<string, string>> = {
  contains: 'contains',
  'not contains': 'not-contains',
  'start with': 'starts-with',
  'end with': 'ends-with',
  is: 'equals',
  'is not': 'not-equals',
  empty: 'is-empty',
  'not empty': 'is-not-empty',
  null: 'is-empty',
  'not null': 'is-not-empty',
  exists: 'is-not-empty',
  'not exists': 'is-empty',
  '=': 'equals',
  '≠': 'not-equals',
  '>': 'greater',
  '<': 'less',
  '≥': 'greater-or-equal',
  '≤': 'less-or-equal',
  matches: 'matches',
  true: 'is-true',
  false: 'is-false',
}

export const ifElse: Rule = {
  targets: { condition: 'condition' },
  status: 'exact',
  gate: ({ condition }) => `${condition}.value`,
  leave: ({ condition }, handle, data) => {
    const at = casesOf(data).findIndex(({ id }) => id === handle)
    return `${condition}.${at === -1 ? 'else' : `case${at + 1}`}`
  },
  values: never,
  build: (ctx) =>
    ctx.configure('condition', {
      cases: casesOf(ctx.data).map(({ match, conditions }, index) => ({
        id: `case${index + 1}`,
        name: index === 0 ? 'If' : `Else if ${index}`,
        match,
        conditions: conditions.map((condition) => toCondition(ctx, objectOf(condition))),
      })),
    }),
}

function casesOf(data: Data) {
  const cases = listOf(data.cases).map(objectOf)
  // Files of version 0.1 have one case, whose fields are those of the node.
  const all = cases.length > 0 ? cases : [{ ...data, case_id: 'true' }]
  return all.map(({ case_id, id, logical_operator, conditions }) => ({
    id: textOf(case_id) || textOf(id) || 'true',
    match: logical_operator === 'or' ? 'any' : 'all',
    conditions: listOf(conditions),
  }))
}

function toCondition(ctx: RuleContext, condition: Data) {
  const operator = OPERATORS[textOf(condition.comparison_operator)]
  if (!operator) ctx.note('operator', textOf(condition.comparison_operator))
  return {
    left: leftOf(ctx, condition),
    operator: operator ?? 'equals',
    right: ctx.text(
      listOf(condition.value).length > 0 ? listOf(condition.value).map(textOf).join(',') : condition.value,
    ),
  }
}

/** A selector, or text. Text with more than one reference has no typed value to compare. */
function leftOf(ctx: RuleContext, { variable_selector, left }: Data): string {
  if (left === undefined) return ctx.text(referenceTo(variable_selector))
  const text = ctx.text(left).trim()
  const segments = parseTemplate(text)
  if (segments.length <= 1 || segments.every(({ type }) => type === 'text')) return text
  ctx.note('operator', text)
  return segments.find((segment) => segment.type === 'reference')?.raw ?? ''
}
