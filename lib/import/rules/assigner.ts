import { listOf, objectOf, textOf } from '../fields'
import type { Rule, RuleContext } from './rule'

const OPERATIONS: Readonly<Record<string, string>> = {
  'over-write': 'set',
  set: 'set',
  append: 'append',
  extend: 'extend',
  clear: 'clear',
  'remove-first': 'remove-first',
  'remove-last': 'remove-last',
  '+=': 'increment',
  '-=': 'increment',
  '*=': 'multiply',
  '/=': 'multiply',
}

/** Changes of variables: `changes: [{ variable: selector, operation, value: text }]`. */
export const assigner: Rule = {
  targets: { set: 'set-variable' },
  status: 'equivalent',
  gate: ({ set }) => `${set}.when`,
  leave: ({ set }) => `${set}.value`,
  values: ({ set }) => ({ value: `${set}.value` }),
  build: (ctx) => {
    const assignments = assignmentsOf(ctx, listOf(ctx.data.changes))
    if (assignments.length > 20) ctx.note('setting', 'variables')
    ctx.configure('set', { assignments: assignments.slice(0, 20) })
  },
}

export function assignmentsOf(ctx: RuleContext, changes: readonly unknown[]) {
  return changes.map(objectOf).flatMap(({ variable, operation, value }) => {
    const name = /^\{\{vars\.([\w-]+)\}\}$/.exec(ctx.text(`{{#${listOf(variable).map(textOf).join('.')}#}}`))?.[1]
    if (name === undefined) return []
    const operationName = textOf(operation) || 'set'
    const ours = OPERATIONS[operationName]
    if (!ours) ctx.note('operator', operationName)
    return [{ variable: name, operation: ours ?? 'set', value: operand(ctx, operationName, ctx.text(value)) }]
  })
}

/** Subtraction and division by a value that is known only in a run have no operation. */
function operand(ctx: RuleContext, operation: string, text: string): string {
  if (operation !== '-=' && operation !== '/=') return text
  const number = Number(text)
  const isFixed = text.trim() !== '' && Number.isFinite(number) && (operation === '-=' || number !== 0)
  if (!isFixed) ctx.note('operator', operation)
  return isFixed ? String(operation === '-=' ? -number : 1 / number) : '0'
}
