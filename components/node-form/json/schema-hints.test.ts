import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { JSON_SCHEMA_SCHEMA } from './json-schema-schema'
import { completeJson, schemaAt } from './schema-hints'

/** `|` is the cursor. */
function offers(text: string): string[] {
  const index = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [json()] })
  return (
    completeJson(new CompletionContext(state, index, true), JSON_SCHEMA_SCHEMA)?.options.map(({ label }) => label) ?? []
  )
}

test('offers property names that the object does not have yet', () => {
  expect(offers('{ "type": "object", "|" }')).toContain('"properties"')
  expect(offers('{ "type": "object", "|" }')).not.toContain('"type"')
  expect(offers('{ "properties": { "name": { "|" } } }')).toContain('"description"')
})

test('offers enum values, and no names where they are user-defined', () => {
  expect(offers('{ "type": | }')).toContain('"object"')
  expect(offers('{ "properties": { "name": { "type": "|" } } }')).toContain('"string"')
  expect(offers('{ "properties": { "when": { "format": "|" } } }')).toContain('"date"')
  expect(offers('{ "properties": { "|" } }')).toEqual([])
})

test('follows lists and references, and stops without information', () => {
  expect(schemaAt(JSON_SCHEMA_SCHEMA, ['items', 'properties', 'x', 'type']).enum).toContain('array')
  expect(schemaAt(JSON_SCHEMA_SCHEMA, ['anyOf', '0', 'type']).enum).toContain('array')
  expect(schemaAt(JSON_SCHEMA_SCHEMA, ['nothing', 'here'])).toEqual({})
})
