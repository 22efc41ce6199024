import type { JsonObject } from '@/lib/core/json'
import { listOf, numberOf, objectOf, referenceTo, textOf } from '../fields'
import { assignmentsOf } from './assigner'
import { OPERATORS } from './condition'
import type { Data, Rule } from './rule'

/**
 * A loop over variables: `initial` sets them, `conditions` end it after a round, `rounds` limits it, and `values` names
 * the variables that others read.
 */
const variableLoop: Rule = {
  targets: { begin: 'set-variable', loop: 'loop', state: 'edit-fields', end: 'merge' },
  container: 'loop',
  inside: ['state'],
  status: 'equivalent',
  gate: ({ begin }) => `${begin}.when`,
  leave: ({ end }) => `${end}.value`,
  first: ({ loop: id }) => `${id}.state`,
  last: ({ state }) => `${state}.when`,
  values: ({ loop: id }, data) => ({
    ...Object.fromEntries(Object.entries(objectOf(data.values)).map(([key, name]) => [key, `vars.${textOf(name)}`])),
    index: `${id}.index`,
  }),
  build: (ctx) => {
    const { ids, data } = ctx
    const conditions = listOf(data.conditions).map(objectOf)
    const isAll = data.match !== 'or'
    const initial = listOf(data.initial)
    const setsVariables = initial.length > 0
    ctx.configure('begin', setsVariables ? { assignments: assignmentsOf(ctx, initial) } : BEGIN)
    ctx.configure('state', {
      fields: fieldsOf(conditions.map((item) => ctx.text(item.left ?? referenceTo(item.variable_selector)))),
    })
    ctx.configure('loop', {
      match: isAll ? 'all' : 'any',
      conditions: [
        ...conditions.map(({ comparison_operator, value }, index) => {
          const operator = OPERATORS[textOf(comparison_operator)]
          if (!operator) ctx.note('operator', textOf(comparison_operator))
          return { path: `value${index + 1}`, operator: operator ?? 'equals', right: ctx.text(value) }
        }),
        // Without a condition, only a break or the number of rounds ends it.
        ...(conditions.length === 0 ? [{ path: 'stop', operator: 'is-true', right: '' }] : []),
      ],
      maxRounds: Math.min(1_000, Math.max(1, Math.round(numberOf(data.rounds) ?? 10))),
      onLimit: 'port',
    })
    ctx.configure('end', { mode: 'any' })
    ctx.connect(`${ids.begin}.${setsVariables ? 'values' : 'object'}`, `${ids.loop}.start`)
    ctx.connect(`${ids.state}.object`, `${ids.loop}.next`)
    ctx.connect(`${ids.loop}.result`, `${ids.end}.values`)
    ctx.connect(`${ids.loop}.unfinished`, `${ids.end}.values`)
  },
}

const BEGIN = { fields: [{ path: 'begins', action: 'set', type: 'boolean', value: 'true' }] }

/** Without variables, another step starts it. */
export function loop({ initial }: Data): Rule {
  if (listOf(initial).length > 0) return variableLoop
  return { ...variableLoop, targets: { ...variableLoop.targets, begin: 'edit-fields' } }
}

/** The values that the conditions compare after a round. */
function fieldsOf(values: readonly string[]): JsonObject[] {
  const field = (path: string, value: string) => ({ path, action: 'set', type: 'json', value })
  return [field('stop', 'false'), ...values.map((value, index) => field(`value${index + 1}`, value))]
}
