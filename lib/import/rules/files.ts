import { textOf } from '../fields'
import type { Rule } from './rule'

/** Text and rows of a file, or the texts of a list of files. */
export const readFile: Rule = {
  targets: { read: 'read-file' },
  status: 'equivalent',
  gate: ({ read }) => `${read}.when`,
  leave: ({ read }) => `${read}.text`,
  values: ({ read }, data) => ({
    text: data.is_array_file === true ? `${read}.texts` : `${read}.text`,
    rows: `${read}.rows`,
    first: `${read}.rows.0`,
    json: `${read}.json`,
  }),
  build: (ctx) => {
    ctx.configure('read', {})
    ctx.feed(ctx.ref(ctx.data.variable_selector), `${ctx.ids.read}.file`)
  },
}

const TABLES = new Set(['csv', 'xlsx'])

/** A file of a value. */
export const makeFile: Rule = {
  targets: { make: 'make-file' },
  status: 'equivalent',
  gate: ({ make }) => `${make}.when`,
  leave: ({ make }) => `${make}.file`,
  tool: ({ make }) => `${make}.tool`,
  values: ({ make }) => ({ file: `${make}.file` }),
  build: (ctx) => {
    const format = textOf(ctx.data.format)
    ctx.configure('make', { format, name: ctx.text(ctx.data.name).slice(0, 300) })
    ctx.feed(ctx.ref(ctx.data.content), `${ctx.ids.make}.${TABLES.has(format) ? 'rows' : 'content'}`)
  },
}
