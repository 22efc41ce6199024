import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MetadataField, MetadataName, MetadataValue } from '@/lib/core/knowledge/document-metadata'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { deriveMetadata, extractFromName } from './derive-metadata'
import { toMetadataValue } from './to-metadata-value'

const field = (overrides: object) => MetadataField.parse({ name: 'f', type: 'text', ...overrides })

describe('values by type', () => {
  test.each([
    ['number', '1200', 1200],
    ['number', 'many', null],
    ['number', '', null],
    ['date', '2026-11-25T10:00:00Z', '2026-11-25'],
    ['date', '2026-11', '2026-11-01'],
    ['date', '5.3.2026', '2026-03-05'],
    ['date', '2026-02-30', null],
    ['date', 'soon', null],
    ['boolean', 'Yes', true],
    ['boolean', 'off', false],
    ['boolean', 'perhaps', null],
    ['list', 'a, b; a', ['a', 'b']],
    ['list', [], null],
    ['text', ['a', 'b'], 'a, b'],
    ['text', '  ', null],
  ] as const)('%s of %j is %j', (type, value, wanted) => {
    expect(toMetadataValue(field({ type }), value)).toEqual(wanted)
  })
  test("restricts values to options, with the option's spelling", () => {
    const status = field({ options: ['Draft', 'Final'] })
    expect(toMetadataValue(status, 'draft')).toBe('Draft')
    expect(toMetadataValue(status, 'lost')).toBeNull()
    expect(toMetadataValue(field({ type: 'list', options: ['A', 'B'] }), 'b, c')).toEqual(['B'])
  })
  test('rejects an object in front matter as text', () => {
    for (const type of ['text', 'boolean', 'list'] as const) {
      expect(toMetadataValue(field({ type }), { toString: null })).toBeNull()
      expect(toMetadataValue(field({ type }), [{ a: 1 }, null])).toBeNull()
    }
    expect(toMetadataValue(field({ type: 'text' }), ['a', { b: 1 }, 2])).toBe('a, 2')
  })
  test('returns a storable value or none for any input', () => {
    fc.assert(
      fc.property(fc.constantFrom('text', 'number', 'date', 'boolean', 'list'), fc.jsonValue(), (type, input) => {
        const value = toMetadataValue(field({ type }), input)
        if (value !== null) expect(MetadataValue.safeParse(value).success).toBe(true)
      }),
    )
  })
})

test.each([
  ['{value}/*', 'contracts/a.pdf', 'contracts'],
  ['{value}/*', 'a.pdf', null],
  ['*-{value}.pdf', 'report-2026.pdf', '2026'],
  ['reports/*/{value}.md', 'reports/2026/final.md', 'final'],
  ['invoice_{value}_*', 'deep/invoice_77_x.txt', '77'],
  ['{value}', 'folder/name.txt', 'name.txt'],
  ['a*{value}', 'b', null],
])('pattern %s extracts from %s: %s', (pattern, name, value) => {
  expect(extractFromName(pattern, name)).toBe(value)
})

test('matches every pattern quickly', () => {
  const pattern = `${'*a'.repeat(60)}{value}${'*b'.repeat(30)}`
  expect(cpuMs(() => extractFromName(pattern, 'a'.repeat(250)))).toBeLessThan(500)
})

describe('origin of values', () => {
  const fields = [
    field({ name: 'Author' }),
    field({ name: 'year', type: 'number', rules: [{ pattern: '{value}/*' }] }),
    field({ name: 'tags', type: 'list' }),
  ]
  const none = { metadata: {}, origins: {} }
  test("takes the file's value by name, a rule before it, and a person's before both", () => {
    const derived = deriveMetadata({
      fields,
      name: '2026/a.md',
      properties: { author: 'Ada', YEAR: 1999, other: 'x' },
      current: none,
    })
    expect(derived).toEqual({
      metadata: { Author: 'Ada', year: 2026 },
      origins: { Author: 'file', year: 'rule' },
    })
    const edited = {
      metadata: { ...derived.metadata, year: 2000 },
      origins: { ...derived.origins, year: 'person' as const },
    }
    const second = deriveMetadata({ fields, name: '2026/a.md', properties: {}, current: edited })
    expect(second).toEqual({ metadata: { year: 2000 }, origins: { year: 'person' } })
  })
  test('drops the value of a field that was removed or changed its type', () => {
    const current = { metadata: { tags: ['a'], old: 1 }, origins: { tags: 'person' as const, old: 'person' as const } }
    const numbers = [field({ name: 'tags', type: 'number' })]
    expect(deriveMetadata({ fields: numbers, name: 'a', properties: {}, current })).toEqual(none)
  })
})

test('rejects prototype property names as field names', () => {
  for (const name of ['__proto__', 'constructor', '1a', 'a"b', ''])
    expect(MetadataName.safeParse(name).success).toBe(false)
  expect(MetadataName.safeParse('Gültig bis').success).toBe(true)
})
