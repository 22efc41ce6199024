import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, referenceTo, textOf } from '../fields'
import { modelSettings } from './model-settings'
import type { Data, Rule } from './rule'

const TYPES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
  boolean: { type: 'boolean' },
  'array[string]': { type: 'array', items: { type: 'string' } },
  'array[number]': { type: 'array', items: { type: 'number' } },
  'array[object]': { type: 'array', items: { type: 'object' } },
}

export const parameterExtractor: Rule = {
  targets: { prompt: 'template', fields: 'structured-output' },
  status: 'equivalent',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ fields }) => `${fields}.json`,
  values: ({ fields }, data) =>
    Object.fromEntries(parametersOf(data).map(({ name }) => [textOf(name), `${fields}.json.${textOf(name)}`])),
  build: (ctx) => {
    const parameters = parametersOf(ctx.data)
    ctx.configure('prompt', { text: ctx.text(referenceTo(ctx.data.query)) })
    ctx.connect(`${ctx.ids.prompt}.text`, `${ctx.ids.fields}.prompt`)
    const instructions = ctx.text(ctx.data.instruction)
    ctx.configure('fields', {
      ...modelSettings(ctx, objectOf(ctx.data.model)),
      ...(instructions.trim() === '' ? {} : { instructions }),
      schema: {
        type: 'object',
        properties: Object.fromEntries(parameters.map((parameter) => [textOf(parameter.name), schemaOf(parameter)])),
        required: parameters.filter(({ required }) => required === true).map(({ name }) => textOf(name)),
        additionalProperties: false,
      },
    })
  },
}

const parametersOf = (data: Data) => listOf(data.parameters).map(objectOf)

function schemaOf({ type, description, options }: JsonObject): Json {
  const values = listOf(options).map(textOf).filter(Boolean)
  return {
    ...(TYPES[textOf(type)] ?? { type: 'string' }),
    ...(textOf(description) === '' ? {} : { description: textOf(description) }),
    ...(type === 'select' && values.length > 0 ? { enum: values } : {}),
  }
}
