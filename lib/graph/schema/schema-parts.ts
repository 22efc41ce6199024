import { z } from 'zod'

/** The schema inside a default, an optional or the like; null if there is none. */
export function innerSchema(schema: z.ZodType): z.ZodType | null {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly
  ) {
    return asType(schema.def.innerType)
  }
  return schema instanceof z.ZodPipe ? asType(schema.def.in) : null
}

function asType(schema: unknown): z.ZodType | null {
  return schema instanceof z.ZodType ? schema : null
}

/** Unwraps defaults, optionals and the like. */
export function coreSchema(schema: z.ZodType): z.ZodType {
  const inner = innerSchema(schema)
  return inner ? coreSchema(inner) : schema
}

/** The possible schemas of an object key or a list item: several if variants share a field name. */
export function partSchemas(schema: z.ZodType, key: string): z.ZodType[] {
  const core = coreSchema(schema)
  if (core instanceof z.ZodObject) return single(core.shape[key])
  if (core instanceof z.ZodArray) return single(core.element)
  if (core instanceof z.ZodRecord) return single(core.valueType)
  if (core instanceof z.ZodUnion)
    return core.options.flatMap((option) => (option instanceof z.ZodType ? partSchemas(option, key) : []))
  return []
}

function single(schema: unknown): z.ZodType[] {
  return schema instanceof z.ZodType ? [schema] : []
}
