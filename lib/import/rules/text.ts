import { listOf, objectOf, portName, textOf } from '../fields'
import { never } from './never'
import { pathCode, portOf } from './paths'
import type { Rule } from './rule'

/** Text with references. */
export const text: Rule = {
  targets: { text: 'template' },
  status: 'equivalent',
  gate: ({ text: id }) => `${id}.when`,
  leave: ({ text: id }) => `${id}.text`,
  values: ({ text: id }) => ({ text: `${id}.text` }),
  build: ({ configure, data, text: write }) => configure('text', { text: write(data.text) }),
}

const CONVERSIONS: Readonly<Record<string, (value: string) => string>> = {
  number: (value) => `Number(${value})`,
  boolean: (value) => `(${value} === true || ${value} === 'true')`,
  text: (value) => `asText(${value})`,
  json: (value) => `asJson(${value})`,
}

/** Helpers of the generated code that convert values as other builders do. */
const HELPERS = `const asText = (value) => value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
const asJson = (value) => { try { return typeof value === 'string' ? JSON.parse(value) : value } catch { return value } }
`

/**
 * An object of the fields `fields: [{ name, kind, value }]`, whose values are selectors or texts with references. The
 * fields are added to the object that the selector `base` selects, if there is one.
 */
export const object: Rule = {
  targets: { object: 'code' },
  status: 'equivalent',
  gate: ({ object: id }) => `${id}.when`,
  leave: ({ object: id }) => `${id}.result`,
  values: ({ object: id }) => ({ result: `${id}.result` }),
  build: (ctx) => {
    const inputs = new Map<string, { name: string; ref: string }>()
    const read = (selector: unknown): string => {
      const ref = ctx.ref(selector)
      if (ref === null) return 'null'
      const port = portOf(ref)
      const input = inputs.get(port) ?? { name: `v${inputs.size + 1}`, ref: port }
      inputs.set(port, input)
      return `(${pathCode(`input.${input.name}`, ref)})`
    }
    const base = ctx.data.base === undefined ? [] : [`  ...${read(ctx.data.base)},`]
    const lines = listOf(ctx.data.fields).map((item) => {
      const { name, kind, value } = objectOf(item)
      const source = Array.isArray(value) ? read(value) : textCode(textOf(value), read)
      const convert = CONVERSIONS[textOf(kind)]
      return `  ${JSON.stringify(textOf(name))}: ${convert ? convert(source) : source},`
    })
    ctx.configure('object', {
      inputs: [...inputs.values()].slice(0, 20).map(({ name }) => ({ name, kind: 'any', required: false })),
      code: `${HELPERS}return {\n${[...base, ...lines].join('\n')}\n}`,
    })
    if (inputs.size > 20) ctx.note('setting', 'fields')
    for (const { name, ref } of [...inputs.values()].slice(0, 20)) ctx.connect(ref, `${ctx.ids.object}.${name}`)
  },
}

/** The JavaScript expression that evaluates to a text with references. */
function textCode(text: string, read: (selector: string[]) => string): string {
  return text
    .split(/\{\{#([^{}#]{1,300})#\}\}/)
    .flatMap((part, index) => {
      if (index % 2 === 1) return [`asText(${read(part.split('.'))})`]
      return part === '' && index > 0 ? [] : [JSON.stringify(part)]
    })
    .join(' + ')
}

/** JavaScript whose inputs are `inputs: [{ name, value: selector }]`. The code reads them from `given`, and returns. */
export const script: Rule = {
  targets: { script: 'code' },
  status: 'equivalent',
  gate: ({ script: id }) => `${id}.when`,
  leave: ({ script: id }) => `${id}.result`,
  tool: ({ script: id }) => `${id}.tool`,
  values: ({ script: id }) => ({ result: `${id}.result` }),
  build: (ctx) => {
    const inputs = listOf(ctx.data.inputs).map((item, index) => {
      const { name, value } = objectOf(item)
      return { key: textOf(name), port: portName(textOf(name), `v${index + 1}`), ref: ctx.ref(value) }
    })
    const args = inputs.map(({ key, port, ref }) => `${JSON.stringify(key)}: ${pathCode(`input.${port}`, ref)}`)
    ctx.configure('script', {
      inputs: inputs.map(({ port }) => ({ name: port, kind: 'any', required: false })),
      code: `const given = { ${args.join(', ')} }\n${textOf(ctx.data.code)}`,
      toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000),
    })
    for (const { port, ref } of inputs) if (ref) ctx.connect(portOf(ref), `${ctx.ids.script}.${port}`)
  },
}

export const wait: Rule = {
  targets: { wait: 'wait' },
  status: 'equivalent',
  gate: ({ wait: id }) => `${id}.value`,
  leave: ({ wait: id }) => `${id}.value`,
  values: never,
  build: ({ configure, data }) =>
    configure('wait', { mode: 'duration', amount: data.amount ?? 0, unit: data.unit ?? 'seconds' }),
}
