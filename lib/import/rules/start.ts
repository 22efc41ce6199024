import { listOf, objectOf, portName, textOf } from '../fields'
import { nowhere } from './never'
import type { Data, Rule } from './rule'

const FIELD_KINDS: Readonly<Record<string, string>> = {
  'text-input': 'text',
  paragraph: 'paragraph',
  number: 'number',
  select: 'choice',
  checkbox: 'boolean',
  json_object: 'json',
  file: 'file',
  // Forms here have no lists of files, so the field accepts one file.
  'file-list': 'file',
}

/**
 * A field that always has a value, for forms without such a field. An empty field skips the steps that wait for it, so
 * without this one they would never run.
 */
const BEGIN = { name: 'run_start', label: 'Start', type: 'text-input', options: [], required: false, default: 'start' }

const surelyGiven = (data: Data): string | undefined =>
  fieldsOf(data).find(({ required, default: value }) => required || value !== '')?.name

/** The first node: the message and the history of a chat, or the fields of a form. */
export function start(isChat: boolean, values: Data): Rule {
  const field = isChat ? 'message' : surelyGiven(values)
  return {
    targets: { input: 'input' },
    status: 'exact',
    gate: nowhere,
    leave: ({ input }) => `${input}.${field ?? BEGIN.name}`,
    // A chat has no fields, so the fields of the file are variables.
    values: ({ input }, data): Record<string, string> =>
      Object.fromEntries(
        fieldsOf(data).map(({ key, name, variable }) => [key, isChat ? `vars.${variable}` : `${input}.${name}`]),
      ),
    build: (ctx) => {
      const fields = fieldsOf(ctx.data)
      const variables = ctx.variables.map((variable) => ({ ...variable }))
      if (isChat) {
        for (const { key } of fields) ctx.note('variables', key)
        ctx.configure('input', { mode: 'chat', variables, documents: ctx.usesFiles })
        return
      }
      for (const { key, type } of fields) if (!FIELD_KINDS[type]) ctx.note('files', key)
      ctx.configure('input', {
        mode: 'form',
        variables,
        fields: (field === undefined ? [...fields, BEGIN] : fields).map(
          ({ name, label, type, options, required, default: value }) => ({
            name,
            label,
            kind: FIELD_KINDS[type] ?? 'text',
            required,
            default: value,
            ...(type === 'select' ? { options } : {}),
          }),
        ),
      })
    },
  }
}

function fieldsOf(data: Data) {
  return listOf(data.variables).map((item, index) => {
    const field = objectOf(item)
    const key = textOf(field.variable)
    return {
      key,
      name: portName(key, `field${index + 1}`),
      variable: textOf(field.name),
      label: textOf(field.label).slice(0, 100),
      type: textOf(field.type) || 'text-input',
      options: listOf(field.options).map(textOf).filter(Boolean).slice(0, 100),
      required: field.required === true,
      default: textOf(field.default).slice(0, 10_000),
    }
  })
}
