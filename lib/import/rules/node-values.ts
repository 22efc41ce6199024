import { listOf, objectOf, textOf } from '../fields'
import { action } from './action'
import type { Rule } from './rule'

/** A date, or the current time: `date` and `other` are selectors, and the rest are settings of the node. */
export const date: Rule = {
  targets: { date: 'date' },
  status: 'equivalent',
  gate: ({ date: id }) => `${id}.when`,
  leave: ({ date: id }) => `${id}.text`,
  tool: ({ date: id }) => `${id}.tool`,
  values: ({ date: id }) => ({ text: `${id}.text`, difference: `${id}.difference` }),
  build: (ctx) => {
    const { settings, date: value, other } = ctx.data
    ctx.configure('date', { ...objectOf(settings), toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000) })
    if (value !== undefined) ctx.feed(ctx.ref(value), `${ctx.ids.date}.date`)
    if (other !== undefined) ctx.feed(ctx.ref(other), `${ctx.ids.date}.other`)
  },
}

/** An expression of numbers, or the calculator of an agent. */
export const math: Rule = {
  targets: { math: 'math' },
  status: 'equivalent',
  gate: ({ math: id }) => `${id}.when`,
  leave: ({ math: id }) => `${id}.text`,
  tool: ({ math: id }) => `${id}.tool`,
  values: ({ math: id }) => ({ text: `${id}.text`, value: `${id}.value` }),
  build: (ctx) => {
    const { expression, toolDescription } = ctx.data
    ctx.configure('math', {
      ...(expression === undefined ? {} : { expression: ctx.text(expression) }),
      toolDescription: textOf(toolDescription).slice(0, 1_000),
    })
  },
}

/** Values of HTML by selectors. */
export const extract: Rule = {
  targets: { extract: 'extract' },
  status: 'equivalent',
  gate: ({ extract: id }) => `${id}.when`,
  leave: ({ extract: id }) => `${id}.values`,
  values: ({ extract: id }) => ({ values: `${id}.values` }),
  build: (ctx) => {
    ctx.configure('extract', { format: textOf(ctx.data.format) || 'html', fields: listOf(ctx.data.fields) })
    ctx.feed(ctx.ref(ctx.data.text), `${ctx.ids.extract}.text`)
  },
}

/**
 * Reads a page whose address is a value. HTTP requests go only to hosts that the app names, but any page may be read.
 */
export const pageRequest: Rule = {
  ...action,
  values: ({ action: id }) => ({ body: `${id}.text`, text: `${id}.text` }),
  build: (ctx) => {
    const values = { url: textOf(ctx.data.url) }
    ctx.note('host', textOf(ctx.data.url).slice(0, 200))
    action.build({ ...ctx, data: { plugin: 'page-reader', action: 'read-page', values } })
  },
}
