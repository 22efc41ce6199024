import { z } from 'zod'
import { fieldLayout } from '@/lib/graph/schema/field-layout'

/** Layout hints are for forms; their label and help describe the field to a model. */
export function describeField({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: unknown
  jsonSchema: Record<string, unknown>
}): void {
  if (zodSchema instanceof z.ZodType) {
    const { label, help } = fieldLayout(zodSchema)
    const description = [label, help].filter((text) => text !== undefined).join('. ')
    if (description !== '') jsonSchema.description = description
  }
  delete jsonSchema.layout
}
