import { expect, test } from 'vitest'
import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { describeFields } from './describe-schema'
import type { FieldSpec, ListSpec } from './field-spec'
import { isShown } from './is-shown'
import { copyItem, newItem } from './new-item'

const Case = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z]/)
    .meta(layout({ hidden: true })),
  name: z.string().default(''),
})
const Schema = z.strictObject({
  title: z
    .string()
    .default('Hello')
    .meta(layout({ label: 'Title', input: 'prompt' })),
  maxSteps: z.number().int().min(1).max(25).default(8),
  ratio: z.number().optional(),
  mode: z.enum(['a', 'b']).meta(layout({ options: { a: 'First' } })),
  on: z.boolean().default(true),
  cases: z
    .array(Case)
    .default([])
    .meta(layout({ itemLabel: 'case' })),
  names: z.array(z.string().min(1)).meta(layout({ itemLabel: 'name', showWhen: { field: 'mode', values: ['a'] } })),
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('text'), text: z.string() }),
  ]),
  schema: z.record(z.string(), z.json()),
})

const fields = describeFields(Schema)
const field = (name: string): FieldSpec => {
  const found = fields.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`No field ${name}`)
  return found
}
const list = (name: string): ListSpec => {
  const found = field(name)
  if (found.kind !== 'list') throw new Error(`${name} is not a list`)
  return found
}

test('describes every field in schema order', () => {
  expect(fields.map(({ name, kind }) => `${name}:${kind}`)).toEqual([
    'title:text',
    'maxSteps:number',
    'ratio:number',
    'mode:choice',
    'on:boolean',
    'cases:list',
    'names:list',
    'body:variants',
    'schema:json',
  ])
})

test('reads hints and defaults through wrappers', () => {
  expect(field('title')).toMatchObject({ label: 'Title', fallback: 'Hello', layout: { input: 'prompt' } })
  expect(field('maxSteps')).toMatchObject({ label: 'Max steps', isInteger: true, min: 1, max: 25, fallback: 8 })
  expect(field('ratio')).toMatchObject({ isInteger: false, min: null, max: null, isOptional: true })
  expect(field('mode')).toMatchObject({
    options: [
      { value: 'a', label: 'First' },
      { value: 'b', label: 'b' },
    ],
  })
})

test('the variants of a union have their own fields', () => {
  expect(field('body')).toMatchObject({
    discriminator: 'kind',
    variants: [
      { value: 'none', fields: [] },
      { value: 'text', fields: [{ name: 'text', kind: 'text' }] },
    ],
  })
})

test('a new list item gets a new hidden id and the defaults', () => {
  expect(newItem(list('cases'), [{ id: 'case1', name: 'A' }])).toEqual({ id: 'case2', name: '' })
  expect(newItem(list('names'), ['name1', 'name2'])).toBe('name3')
})

test('a copied item keeps its values and gets a new id', () => {
  const entries = [{ id: 'case1', name: 'A' }]
  expect(copyItem(list('cases'), { id: 'case1', name: 'A' }, entries)).toEqual({ id: 'case2', name: 'A' })
})

test('a field is shown only while its condition is true', () => {
  expect(isShown(field('names'), { mode: 'a' })).toBe(true)
  expect(isShown(field('names'), { mode: 'b' })).toBe(false)
})
