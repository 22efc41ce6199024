import { expect, test } from 'vitest'
import { indexPlugins, searchPlugins } from '@/lib/client/plugins/search-plugins'
import { SYNONYMS } from '@/lib/nodes/shared/synonyms'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { allManifests } from '../node-manifests'
import { groupEntries, paletteEntries } from './palette-entries'
import { searchEntries } from './search-entries'

const entries = paletteEntries(allManifests, SYNONYMS)
const first = (query: string) => searchEntries(entries, query)[0]?.id

test.each([
  ['chat', 'chat-model'],
  ['gpt', 'chat-model'],
  ['api', 'http'],
  ['rag', 'retriever'],
  ['if', 'condition'],
  ['检索', 'retriever'],
  ['json extract', 'structured-output'],
])('finds “%s” by name or synonym', (query, type) => {
  expect(first(query)).toBe(type)
})

test.each([
  ['slack', 'slack'],
  ['sheet', 'google-sheets'],
  ['github', 'github'],
  ['sql', 'postgres'],
  ['openapi', 'http'],
  ['google', 'google-sheets'],
  ['email', 'email'],
  ['webhook', 'http'],
])('finds what newcomers search for: “%s”', (query, id) => {
  const services = searchPlugins(indexPlugins(pluginCatalog), query).map(({ plugin }) => plugin.id)
  expect([...searchEntries(entries, query).map((entry) => entry.id), ...services]).toContain(id)
})

test('ranks a name above a synonym', () => {
  const found = searchEntries(entries, 'text').map(({ id }) => id)
  expect(found[0]).toBe('text-to-speech')
  expect(found).toContain('template')
})

test('returns nothing if a word matches nowhere', () => {
  expect(searchEntries(entries, 'chat qqqq')).toEqual([])
})

test('keeps all entries for an empty query, in groups of the palette', () => {
  expect(searchEntries(entries, '  ')).toHaveLength(entries.length)
  const groups = groupEntries(entries)
  expect(groups.flatMap((group) => group.entries)).toHaveLength(entries.length)
  expect(groups[0]?.group).toBe('input')
})

test('synonyms are lower case and belong to existing node types', () => {
  const types = new Set(allManifests.map(({ type }) => type))
  for (const [type, words] of Object.entries(SYNONYMS)) {
    expect(types).toContain(type)
    for (const word of words) expect(word).toBe(word.toLowerCase())
  }
})
