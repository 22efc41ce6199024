import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import type { ValueSchema } from './value-schema'

/** A validator for a value of an imported API, which also draws its form and describes it to models. */
export function zodOfSchema(schema: ValueSchema): z.ZodType {
  switch (schema.type) {
    case 'string':
      return schema.enum ? z.enum(schema.enum) : textOf(schema)
    case 'number':
    case 'integer':
      return numberOf(schema)
    case 'boolean':
      return z.boolean()
    case 'array': {
      const list = z.array(zodOfSchema(schema.items))
      return schema.maxItems === undefined ? list : list.max(schema.maxItems)
    }
    case 'object':
      return objectOf(schema)
    case 'file':
      return FileRef
    case 'json':
      return z.json()
  }
}

function textOf({ minLength, maxLength }: Extract<ValueSchema, { type: 'string' }>): z.ZodType {
  const text = minLength === undefined ? z.string() : z.string().min(minLength)
  return maxLength === undefined ? text : text.max(maxLength)
}

function numberOf({ type, minimum, maximum }: Extract<ValueSchema, { type: 'number' | 'integer' }>): z.ZodType {
  let number = type === 'integer' ? z.number().int() : z.number()
  if (minimum !== undefined) number = number.min(minimum)
  return maximum === undefined ? number : number.max(maximum)
}

function objectOf({ properties, isOpen }: Extract<ValueSchema, { type: 'object' }>): z.ZodType {
  const shape = Object.fromEntries(
    properties.map(({ name, required, help, schema }) => {
      const value = help === undefined ? zodOfSchema(schema) : zodOfSchema(schema).describe(help)
      return [name, required ? value : value.optional()]
    }),
  )
  return isOpen ? z.looseObject(shape) : z.object(shape)
}
