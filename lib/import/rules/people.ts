import { listOf, textOf } from '../fields'
import type { Rule } from './rule'

/** A person decides whether the branch `approved` or `rejected` continues. */
export const approval: Rule = {
  targets: { content: 'template', approval: 'approval' },
  status: 'equivalent',
  gate: ({ content }) => `${content}.when`,
  leave: ({ approval: id }, handle) => `${id}.${handle === 'rejected' ? 'rejected' : 'approved'}`,
  values: ({ approval: id }) => ({ comment: `${id}.comment`, values: `${id}.values` }),
  build: (ctx) => {
    const { ids } = ctx
    ctx.configure('content', { text: ctx.text(ctx.data.text) })
    ctx.configure('approval', {
      ...(ctx.node.title === '' ? {} : { title: ctx.node.title }),
      byVisitor: true,
      fields: listOf(ctx.data.fields),
    })
    ctx.connect(`${ids.content}.text`, `${ids.approval}.content`)
    if (textOf(ctx.data.text).trim() === '') ctx.note('setting', 'text')
  },
}

/** Rejects texts that a description forbids; its outputs are `passed` and `blocked`. */
export const moderation: Rule = {
  targets: { moderation: 'moderation' },
  status: 'partial',
  gate: ({ moderation: id }) => `${id}.when`,
  leave: ({ moderation: id }, handle) => `${id}.${handle === 'blocked' ? 'blocked' : 'passed'}`,
  values: ({ moderation: id }) => ({ text: `${id}.passed` }),
  build: (ctx) => {
    ctx.configure('moderation', { mode: 'model', instructions: textOf(ctx.data.instructions).slice(0, 20_000) })
    ctx.feed(ctx.ref(ctx.data.text), `${ctx.ids.moderation}.text`)
  },
}

/** Another app. It is selected after the import. */
export const subApp: Rule = {
  targets: { app: 'sub-app' },
  status: 'partial',
  gate: ({ app }) => `${app}.when`,
  leave: ({ app }) => `${app}.text`,
  tool: ({ app }) => `${app}.tool`,
  values: ({ app }) => ({ text: `${app}.text`, result: `${app}.result` }),
  build: (ctx) => {
    ctx.configure('app', { toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000) })
    ctx.feed(ctx.data.message === undefined ? null : ctx.ref(ctx.data.message), `${ctx.ids.app}.message`)
    ctx.note('app', ctx.node.title)
  },
}
