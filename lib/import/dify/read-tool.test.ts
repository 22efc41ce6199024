import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { readTool } from './read-tool'

const tool = (data: JsonObject) =>
  readTool({
    id: '2',
    item: '2',
    type: 'tool',
    title: 'Tool',
    parent: null,
    position: { x: 0, y: 0 },
    data: { type: 'tool', ...data },
  })

test('converts web search, encyclopedia and page reader to actions with their question', () => {
  const query = { query: { type: 'mixed', value: 'news of {{#sys.query#}}' } }
  const search = tool({ provider_id: 'tavily', tool_name: 'tavily_search', tool_parameters: query })
  expect(search).toMatchObject({
    type: 'action',
    data: { plugin: 'tavily', action: 'search-web', values: { query: 'news of {{#sys.query#}}' } },
  })
  const url = { url: { type: 'variable', value: ['1', 'address'] } }
  const reader = tool({ provider_id: 'webscraper', tool_name: 'webscraper', tool_parameters: url })
  expect(reader).toMatchObject({ data: { plugin: 'page-reader', values: { url: '{{#1.address#}}' } } })
})

test('converts the clock to a date, and keeps the type of other tools', () => {
  expect(tool({ provider_id: 'time', tool_name: 'current_time' })).toMatchObject({ type: 'date' })
  expect(tool({ provider_id: 'github', tool_name: 'issues', tool_parameters: {} })).toMatchObject({ type: 'tool' })
})
