import type { Json } from '@/lib/core/json'
import type { ValueSchema } from '@/lib/plugins/imported/value-schema'

/** A value that a field accepts. */
export function sampleValue(schema: ValueSchema): Json {
  switch (schema.type) {
    case 'string':
      return schema.enum?.[0] ?? 'x'.repeat(Math.max(schema.minLength ?? 1, 1))
    case 'number':
    case 'integer':
      return Math.ceil(schema.minimum ?? Math.min(1, schema.maximum ?? 1))
    case 'boolean':
      return true
    case 'array':
      return [sampleValue(schema.items)]
    case 'object':
      return Object.fromEntries(
        schema.properties.filter(({ required }) => required).map(({ name, schema: own }) => [name, sampleValue(own)]),
      )
    case 'file':
      return { fileId: '01900000-0000-7000-8000-000000000001', name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1 }
    case 'json':
      return { any: 1 }
  }
}
