import { listOf, numberOf, objectOf, portName, textOf } from '../fields'
import type { Data, Rule, RuleContext } from '../rule'

const FIELD_KINDS: Readonly<Record<string, string>> = {
  'text-input': 'text',
  paragraph: 'paragraph',
  number: 'number',
  select: 'choice',
  checkbox: 'boolean',
  json_object: 'json',
  file: 'file',
}

const always = () => null

/** The first node: the message and the history of a chat, or the fields of a form. */
export const start = (isChat: boolean): Rule => ({
  targets: { input: 'input' },
  status: 'exact',
  gate: always,
  leave: ({ input }, _, data) => `${input}.${isChat ? 'message' : (fieldsOf(data)[0]?.name ?? 'text')}`,
  values: ({ input }, data): Record<string, string> =>
    isChat ? {} : Object.fromEntries(fieldsOf(data).map(({ key, name }) => [key, `${input}.${name}`])),
  build: (ctx) => {
    const fields = fieldsOf(ctx.data)
    if (isChat) {
      for (const { key } of fields) ctx.note('variables', key)
      ctx.configure('input', { mode: 'chat' })
      return
    }
    for (const { key, type } of fields) if (!FIELD_KINDS[type]) ctx.note('files', key)
    ctx.configure('input', {
      mode: 'form',
      fields: (fields.length > 0
        ? fields
        : [{ name: 'text', label: '', type: 'text-input', options: [], required: false, default: '' }]
      ).map(({ name, label, type, options, required, default: value }) => ({
        ...{ name, label, kind: FIELD_KINDS[type] ?? 'text', required, default: value },
        ...(type === 'select' ? { options } : {}),
      })),
    })
  },
})

function fieldsOf(data: Data) {
  return listOf(data.variables).map((item, index) => {
    const field = objectOf(item)
    const key = textOf(field.variable)
    return {
      key,
      name: portName(key, `field${index + 1}`),
      label: textOf(field.label).slice(0, 100),
      type: textOf(field.type) || 'text-input',
      options: listOf(field.options).map(textOf).filter(Boolean).slice(0, 100),
      required: field.required === true,
      default: textOf(field.default).slice(0, 10_000),
    }
  })
}

export const note: Rule = {
  targets: { note: 'note' },
  status: 'exact',
  gate: always,
  leave: always,
  values: () => ({}),
  build: ({ configure, data }) => configure('note', { text: plainText(textOf(data.text)).slice(0, 20_000) }),
}

/** The text of a rich-text document, which Dify stores as JSON. */
function plainText(stored: string): string {
  try {
    const lines: string[] = []
    collectText(JSON.parse(stored), lines)
    return lines.join('').trim()
  } catch {
    return stored
  }
}

function collectText(value: unknown, lines: string[], depth = 0): void {
  if (depth > 64) return
  if (Array.isArray(value)) for (const item of value) collectText(item, lines, depth + 1)
  else if (value && typeof value === 'object') {
    const { type, text, children, root } = value as Record<string, unknown>
    if (typeof text === 'string') lines.push(text)
    collectText(children ?? root, lines, depth + 1)
    if (type === 'paragraph') lines.push('\n')
  }
}

/** An answer text: a template, unless it is exactly one reference, which then streams. */
export const answer: Rule = {
  targets: { text: 'template', answer: 'answer' },
  status: 'equivalent',
  gate: ({ text }) => `${text}.when`,
  leave: ({ text }) => `${text}.text`,
  values: ({ text }) => ({ answer: `${text}.text` }),
  build: ({ configure, connect, ids, data, text }) => {
    configure('text', { text: text(data.answer) })
    configure('answer', {})
    connect(`${ids.text}.text`, `${ids.answer}.text`)
  },
}

/** The outputs of a workflow: one object with the given names. */
export const end: Rule = {
  targets: { values: 'code', answer: 'answer' },
  status: 'equivalent',
  gate: ({ values }) => `${values}.when`,
  leave: always,
  values: () => ({}),
  build: (ctx) => {
    const outputs = listOf(ctx.data.outputs).map((item, index) => {
      const { variable, value_selector } = objectOf(item)
      return { key: textOf(variable), name: `v${index + 1}`, ref: ctx.ref(value_selector) }
    })
    const lines = outputs.map(({ key, name, ref }) => `  ${JSON.stringify(key)}: ${pathCode(`input.${name}`, ref)},`)
    ctx.configure('values', {
      inputs: outputs.map(({ name }) => ({ name, kind: 'any', required: false })),
      code: `return {\n${lines.join('\n')}\n}`,
    })
    for (const { name, ref } of outputs) if (ref) ctx.connect(portOf(ref), `${ctx.ids.values}.${name}`)
    ctx.configure('answer', {})
    const [only] = outputs
    if (outputs.length === 1 && only?.ref && isPort(only.ref)) ctx.connect(only.ref, `${ctx.ids.answer}.text`)
    else ctx.connect(`${ctx.ids.values}.result`, `${ctx.ids.answer}.text`)
    ctx.connect(`${ctx.ids.values}.result`, `${ctx.ids.answer}.data`)
  },
}

/** `node.port` of a reference `node.port.path`. */
export const portOf = (ref: string): string => ref.split('.').slice(0, 2).join('.')
export const isPort = (ref: string): boolean => ref.split('.').length === 2

/** JavaScript that reads the rest of a reference from a value, and null where there is nothing. */
export function pathCode(value: string, ref: string | null): string {
  const path = ref === null ? [] : ref.split('.').slice(2)
  return ref === null ? 'null' : `${value}${path.map((key) => `?.[${JSON.stringify(key)}]`).join('')} ?? null`
}

const OPERATORS: Readonly<Record<string, string>> = {
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
}

export const ifElse: Rule = {
  targets: { condition: 'condition' },
  status: 'exact',
  gate: ({ condition }) => `${condition}.value`,
  leave: ({ condition }, handle, data) => {
    const at = casesOf(data).findIndex(({ id }) => id === handle)
    return `${condition}.${at === -1 ? 'else' : `case${at + 1}`}`
  },
  values: () => ({}),
  build: (ctx) =>
    ctx.configure('condition', {
      cases: casesOf(ctx.data).map(({ match, conditions }, index) => ({
        ...{ id: `case${index + 1}`, name: index === 0 ? 'If' : `Else if ${index}`, match },
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
  const left = ctx.ref(condition.variable_selector)
  return {
    left: left === null ? '' : `{{${left}}}`,
    operator: operator ?? 'equals',
    right: ctx.text(
      listOf(condition.value).length > 0 ? listOf(condition.value).map(textOf).join(',') : condition.value,
    ),
  }
}

/** The first of several values that exists. */
export const aggregator: Rule = {
  targets: { merge: 'merge' },
  status: 'equivalent',
  gate: always,
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

/** A text with variables. Loops and filters of Jinja have no equivalent yet. */
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
        const ref = names.has(name) ? ctx.ref(names.get(name)) : null
        // Jinja writes nothing for a name without a value.
        return ref === null ? '' : `{{${ref}}}`
      })
    ctx.configure('text', { text })
  },
}

/** Whether a template does more than insert values. */
export const usesJinja = (data: Data): boolean => /\{%|\{\{(?!\s*\w+\s*\}\})/.test(withoutComments(data))

const withoutComments = ({ template: text }: Data): string => textOf(text).replaceAll(/\{#[\s\S]*?#\}/g, '')

export const code: Rule = {
  targets: { code: 'code' },
  status: 'equivalent',
  gate: ({ code: id }) => `${id}.when`,
  leave: ({ code: id }) => `${id}.result`,
  values: ({ code: id }, data) =>
    Object.fromEntries(Object.keys(objectOf(data.outputs)).map((key) => [key, `${id}.result.${key}`])),
  build: (ctx) => {
    const inputs = listOf(ctx.data.variables).map((item, index) => {
      const { variable, value_selector } = objectOf(item)
      return { key: textOf(variable), name: portName(textOf(variable), `v${index + 1}`), ref: ctx.ref(value_selector) }
    })
    const given = inputs.map(({ key, name, ref }) => `${JSON.stringify(key)}: ${pathCode(`input.${name}`, ref)}`)
    ctx.configure('code', {
      inputs: inputs.map(({ name }) => ({ name, kind: 'any', required: false })),
      code: `${textOf(ctx.data.code)}\n\nreturn main({ ${given.join(', ')} })`,
    })
    for (const { name, ref } of inputs) if (ref) ctx.connect(portOf(ref), `${ctx.ids.code}.${name}`)
  },
}

export const retriever: Rule = {
  targets: { retriever: 'retriever' },
  status: 'partial',
  gate: ({ retriever: id }) => `${id}.when`,
  leave: ({ retriever: id }) => `${id}.documents`,
  values: ({ retriever: id }) => ({ result: `${id}.documents` }),
  build: (ctx) => {
    const ref = ctx.ref(ctx.data.query_variable_selector)
    const multiple = objectOf(ctx.data.multiple_retrieval_config)
    const single = objectOf(ctx.data.single_retrieval_config)
    const limit = numberOf(multiple.top_k) ?? numberOf(single.top_k)
    ctx.configure('retriever', limit === null ? {} : { limit: Math.min(30, Math.max(1, Math.round(limit))) })
    ctx.feed(ref, `${ctx.ids.retriever}.query`)
    ctx.note('knowledge', ctx.node.title)
  },
}
