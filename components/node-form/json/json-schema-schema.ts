import type { JsonObject } from '@/lib/core/json'

const itself = { $ref: '#/$defs/schema' }

/** A schema for JSON Schema, as far as models and our validator support it. Source: draft 2020-12. */
export const JSON_SCHEMA_SCHEMA: JsonObject = {
  ...itself,
  $defs: {
    schema: {
      type: 'object',
      properties: {
        type: {
          enum: ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'],
          description: 'What kind of value it is.',
        },
        description: { type: 'string', description: 'Tells the model what belongs here.' },
        properties: { type: 'object', additionalProperties: itself, description: 'The fields of an object.' },
        required: { type: 'array', items: { type: 'string' }, description: 'Fields that must be there.' },
        additionalProperties: { type: 'boolean', description: 'Whether there may be other fields.' },
        items: { ...itself, type: 'object', description: 'What the items of a list are.' },
        enum: { type: 'array', description: 'The only values that there are.' },
        const: { description: 'The only value that there is.' },
        minItems: { type: 'integer' },
        maxItems: { type: 'integer' },
        minLength: { type: 'integer' },
        maxLength: { type: 'integer' },
        pattern: { type: 'string', description: 'A regular expression that a text fits.' },
        format: { enum: ['date', 'date-time', 'time', 'email', 'uri', 'uuid'], description: 'How a text is written.' },
        minimum: { type: 'number' },
        maximum: { type: 'number' },
        anyOf: { type: 'array', items: itself, description: 'It fits one of these.' },
        $defs: { type: 'object', additionalProperties: itself },
        $ref: { type: 'string', description: 'Another schema of this one, such as #/$defs/address.' },
      },
    },
  },
}
