import { expect, test } from 'vitest'
import type { AppNeed } from '@/lib/graph/app-file/app-file'
import { type Found, isHere, optionsFor, suggest, toReplacement } from './match-needs'

const found: Found = {
  models: [
    { connection: 'c1', connectionName: 'OpenAI', model: 'gpt-4o', label: 'GPT-4o', ability: 'chat' },
    { connection: 'c1', connectionName: 'OpenAI', model: 'embed-1', label: 'Embed', ability: 'embed' },
  ],
  knowledgeBases: [{ id: 'k1', name: 'Handbook' }],
  apps: [],
  secrets: [{ name: 'TOKEN' }],
  connections: [
    { id: 'i1', name: 'Our Slack', plugin: 'slack' },
    { id: 'i2', name: 'Our GitHub', plugin: 'github' },
    { id: 'i3', name: 'Other GitHub', plugin: 'github' },
  ],
  apis: [{ id: 'api-shop', name: 'Shop' }],
  mcpServers: [{ id: 'm1', name: 'Docs' }],
}
const model = (id: string, name: string, ability = 'chat'): AppNeed => ({
  kind: 'model',
  id,
  model: name,
  name: 'Elsewhere',
  provider: 'openai',
  ability,
})

test('requires no selection in the original workspace', () => {
  const needs: AppNeed[] = [
    model('c1', 'gpt-4o'),
    { kind: 'knowledge', id: 'k1', name: 'x' },
    { kind: 'secret', id: 'TOKEN' },
  ]
  expect(needs.map((need) => isHere(need, found))).toEqual([true, true, true])
})

test('proposes the same model and resources of the same name in another workspace', () => {
  expect(suggest(model('c9', 'gpt-4o'), found)).toBe('c1 gpt-4o')
  expect(suggest({ kind: 'knowledge', id: 'k9', name: 'Handbook' }, found)).toBe('k1')
  expect(suggest({ kind: 'knowledge', id: 'k9', name: 'Manual' }, found)).toBe('')
  expect(suggest({ kind: 'secret', id: 'OTHER' }, found)).toBe('')
})

test('maps an unknown language model to the default, and leaves other kinds of models unset', () => {
  expect(toReplacement(model('c9', 'new'), suggest(model('c9', 'new'), found))).toEqual({
    connection: 'auto',
    model: 'auto',
  })
  expect(suggest(model('c9', 'other', 'rerank'), found)).toBe('')
  expect(optionsFor(model('c9', 'other', 'embed'), found).map(({ value }) => value)).toEqual(['c1 embed-1'])
  expect(toReplacement(model('c9', 'a'), 'c1 name with spaces')).toEqual({
    connection: 'c1',
    model: 'name with spaces',
  })
})

test('proposes the only connection to a service, and an imported API and an MCP server by name', () => {
  const connection = (plugin: string): AppNeed => ({ kind: 'connection', id: 'i9', plugin })
  expect(suggest(connection('slack'), found)).toBe('i1')
  expect(suggest(connection('github'), found)).toBe('')
  expect(optionsFor(connection('github'), found).map(({ label }) => label)).toEqual(['Our GitHub', 'Other GitHub'])
  expect(suggest({ kind: 'api', id: 'api-old', name: 'Shop' }, found)).toBe('api-shop')
  expect(suggest({ kind: 'mcp-server', id: 'm9', name: 'Docs' }, found)).toBe('m1')
  expect(isHere({ kind: 'mcp-server', id: 'm1', name: 'Docs' }, found)).toBe(true)
})
