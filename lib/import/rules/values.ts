import { listOf, numberOf, objectOf, portName, referenceTo, textOf } from '../fields'
import { nowhere } from './never'
import { pathCode, portOf } from './paths'
import type { Data, Rule } from './rule'

/** Gives the first of several values that exists. */
export const aggregator: Rule = {
  targets: { merge: 'merge' },
  status: 'equivalent',
  gate: nowhere,
  leave: ({ merge }) => `${merge}.value`,
  values: ({ merge }) => ({ output: `${merge}.value` }),
  build: (ctx) => {
    ctx.configure('merge', { mode: 'any' })
    if (objectOf(ctx.data.advanced_settings).group_enabled === true) ctx.note('setting', 'group_enabled')
    for (const selector of listOf(ctx.data.variables)) {
      ctx.feed(ctx.ref(selector), `${ctx.ids.merge}.values`)
    }
  },
}

/** A Jinja template that only inserts values. */
export const template: Rule = {
  targets: { text: 'template' },
  status: 'exact',
  gate: ({ text }) => `${text}.when`,
  leave: ({ text }) => `${text}.text`,
  values: ({ text }) => ({ output: `${text}.text` }),
  build: (ctx) => {
    const names = new Map(
      listOf(ctx.data.variables).map((item) => {
        const { variable, value_selector } = objectOf(item)
        return [textOf(variable), value_selector]
      }),
    )
    for (const [name, selector] of names) if (!ctx.isText(selector)) ctx.note('format', name)
    // Jinja drops one line break at the end.
    const text = withoutComments(ctx.data)
      .replace(/\n$/, '')
      .replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
        // Jinja writes nothing for a name without a value.
        return names.has(name) ? ctx.text(referenceTo(names.get(name))) : ''
      })
    ctx.configure('text', { text })
  },
}

/** A Jinja template with loops, conditions or filters. */
export const jinjaTemplate: Rule = {
  ...template,
  status: 'equivalent',
  build: (ctx) => {
    const values = listOf(ctx.data.variables).flatMap((item) => {
      const { variable, value_selector } = objectOf(item)
      const value = ctx.text(referenceTo(value_selector))
      return value === '' ? [] : [{ name: portName(textOf(variable), 'value'), value }]
    })
    ctx.configure('text', { engine: 'jinja', jinja: textOf(ctx.data.template).slice(0, 100_000), values })
  },
}

/** Whether a template does more than insert values. */
export const usesJinja = (data: Data): boolean => /\{%|\{\{(?!\s*\w+\s*\}\})/.test(withoutComments(data))

const withoutComments = ({ template: text }: Data): string => textOf(text).replaceAll(/\{#[\s\S]*?#\}/g, '')

export const code: Rule = {
  targets: { code: 'code' },
  status: 'equivalent',
  gate: ({ code: id }) => `${id}.when`,
  tool: ({ code: id }) => `${id}.tool`,
  leave: ({ code: id }) => `${id}.result`,
  values: ({ code: id }, data) =>
    Object.fromEntries(Object.keys(objectOf(data.outputs)).map((key) => [key, `${id}.result.${key}`])),
  build: (ctx) => {
    const inputs = listOf(ctx.data.variables).map((item, index) => {
      const { variable, value_selector } = objectOf(item)
      return { key: textOf(variable), name: portName(textOf(variable), `v${index + 1}`), ref: ctx.ref(value_selector) }
    })
    const args = inputs.map(({ key, name, ref }) => `${JSON.stringify(key)}: ${pathCode(`input.${name}`, ref)}`)
    ctx.configure('code', {
      inputs: inputs.map(({ name }) => ({ name, kind: 'any', required: false })),
      code: `${textOf(ctx.data.code)}\n\nreturn main({ ${args.join(', ')} })`,
    })
    for (const { name, ref } of inputs) if (ref) ctx.connect(portOf(ref), `${ctx.ids.code}.${name}`)
  },
}

/** Stores a value in a knowledge base, which a person selects. */
export const addToKnowledge: Rule = {
  targets: { add: 'add-to-knowledge' },
  status: 'partial',
  gate: ({ add }) => `${add}.when`,
  leave: ({ add }) => `${add}.status`,
  values: ({ add }) => ({ documentId: `${add}.documentId`, status: `${add}.status` }),
  build: (ctx) => {
    ctx.configure('add', {
      title: ctx.text(ctx.data.title).slice(0, 300) || ctx.node.title,
      ifExists: ctx.data.allowsDuplicates === true ? 'add' : 'replace',
      wait: ctx.data.waits === true,
    })
    ctx.feed(ctx.ref(ctx.data.content), `${ctx.ids.add}.content`)
    ctx.note('knowledge', ctx.node.title)
  },
}

export const retriever: Rule = {
  targets: { retriever: 'retriever' },
  status: 'partial',
  gate: ({ retriever: id }) => `${id}.when`,
  tool: ({ retriever: id }) => `${id}.tool`,
  leave: ({ retriever: id }) => `${id}.documents`,
  values: ({ retriever: id }) => ({ result: `${id}.documents` }),
  build: (ctx) => {
    // A retriever that an agent uses as a tool has no question of its own.
    const selector = ctx.data.query_variable_selector
    const ref = selector === undefined ? null : ctx.ref(selector)
    const multiple = objectOf(ctx.data.multiple_retrieval_config)
    const single = objectOf(ctx.data.single_retrieval_config)
    const limit = numberOf(multiple.top_k) ?? numberOf(single.top_k)
    ctx.configure('retriever', {
      ...(limit === null ? {} : { limit: Math.min(30, Math.max(1, Math.round(limit))) }),
      toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000),
    })
    ctx.feed(ref, `${ctx.ids.retriever}.query`)
    ctx.note('knowledge', ctx.node.title)
  },
}
