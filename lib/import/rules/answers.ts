import { listOf, objectOf, textOf } from '../fields'
import { never, nowhere } from './never'
import { isPort, pathCode, portOf } from './paths'
import type { Rule } from './rule'

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

/** An answer that is an image or a recording. */
export const answerFiles: Rule = {
  targets: { answer: 'answer' },
  status: 'equivalent',
  gate: ({ answer: id }) => `${id}.when`,
  leave: nowhere,
  values: never,
  build: (ctx) => {
    ctx.configure('answer', {})
    ctx.feed(ctx.ref(ctx.data.files), `${ctx.ids.answer}.files`)
  },
}

/** The outputs of a workflow: one object with the given names. */
export const end: Rule = {
  targets: { values: 'code', answer: 'answer' },
  status: 'equivalent',
  gate: ({ values }) => `${values}.when`,
  leave: nowhere,
  values: never,
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
