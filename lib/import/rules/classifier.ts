import { listOf, objectOf, textOf } from '../fields'
import type { Data, Rule } from './rule'

export const classifier: Rule = {
  targets: { classifier: 'classifier' },
  status: 'equivalent',
  gate: ({ classifier: id }) => `${id}.when`,
  leave: ({ classifier: id }, handle, data) => {
    const at = classesOf(data).findIndex((item) => textOf(item.id) === handle)
    return at === -1 ? null : `${id}.class${at + 1}`
  },
  values: ({ classifier: id }) => ({ class_name: `${id}.label` }),
  build: (ctx) => {
    const ref = ctx.ref(ctx.data.query_variable_selector)
    const classes = classesOf(ctx.data)
    ctx.configure('classifier', {
      mode: 'model',
      classes: [...classes, ...(classes.length === 1 ? [{ name: 'Other' }] : [])]
        .slice(0, 50)
        .map(({ name }, index) => ({
          id: `class${index + 1}`,
          name: textOf(name).slice(0, 100) || `Class ${index + 1}`,
          examples: [],
        })),
      instructions: textOf(ctx.data.instruction ?? ctx.data.instructions).slice(0, 20_000),
    })
    ctx.feed(ref, `${ctx.ids.classifier}.text`)
    const model = textOf(objectOf(ctx.data.model).name)
    if (model !== '') ctx.note('model', model)
  },
}

const classesOf = (data: Data) => listOf(data.classes).map(objectOf)
