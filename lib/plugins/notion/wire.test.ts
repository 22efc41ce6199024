import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import pageChanged from './triggers/page-changed'

const id = '59833787-2cf9-4fdf-8782-e53db20768a5'
const page = {
  object: 'page',
  id,
  url: `https://www.notion.so/Tuscan-kale-${id.replaceAll('-', '')}`,
  last_edited_time: '2022-07-06T20:25:00.000Z',
  properties: { Name: { id: 'title', type: 'title', title: [{ plain_text: 'Tuscan kale' }] } },
}

test('searches pages over several pages of results', async () => {
  const reply = (next_cursor: string | null) => ({
    json: { object: 'list', results: [page], next_cursor, has_more: next_cursor !== null },
  })
  const { outputs, requests } = await callWire({
    action: 'notion/search',
    input: { query: 'kale', kind: 'page' },
    replies: [reply('abc'), reply(null)],
  })
  expect(requests.map(({ json }) => json)).toEqual([
    { query: 'kale', filter: { property: 'object', value: 'page' } },
    { query: 'kale', filter: { property: 'object', value: 'page' }, start_cursor: 'abc' },
  ])
  expect(requests[0]?.headers).toMatchObject({ 'notion-version': '2022-06-28', authorization: 'Bearer secret-token' })
  expect(outputs).toEqual({ results: [page, page] })
})

test('queries a database without a filter', async () => {
  const { outputs, requests } = await callWire({
    action: 'notion/query-database',
    input: { database: id },
    replies: [{ json: { object: 'list', results: [page], next_cursor: null, has_more: false } }],
  })
  expect(requests[0]).toMatchObject({ url: `https://api.notion.com/v1/databases/${id}/query`, json: {} })
  expect(outputs).toEqual({
    pages: [{ id, url: page.url, properties: page.properties, updatedAt: page.last_edited_time }],
  })
})

test('stops at a repeated cursor', async () => {
  const { error } = await callWire({
    action: 'notion/query-database',
    input: { database: id },
    replies: [{ json: { object: 'list', results: [page], next_cursor: 'same', has_more: true } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: 'Notion returned the same page twice.' })
})

test('creates a page in a database', async () => {
  const { outputs, requests } = await callWire({
    action: 'notion/create-page',
    input: { parent: id, parentKind: 'database', title: 'Kale', text: 'One.\n\nTwo.' },
    replies: [{ json: page }],
  })
  const paragraph = (content: string) => ({
    object: 'block',
    type: 'paragraph',
    paragraph: { rich_text: [{ type: 'text', text: { content } }] },
  })
  expect(requests[0]?.json).toEqual({
    parent: { database_id: id },
    properties: { Name: { title: [{ type: 'text', text: { content: 'Kale' } }] } },
    children: [paragraph('One.'), paragraph('Two.')],
  })
  expect(outputs).toEqual({ id, url: page.url })
})

test('appends text to a page', async () => {
  const { error, requests } = await callWire({
    action: 'notion/append-text',
    input: { page: id, text: 'More' },
    replies: [{ json: { object: 'list', results: [] } }],
  })
  expect(error).toBeNull()
  expect(requests[0]).toMatchObject({ method: 'PATCH', url: `https://api.notion.com/v1/blocks/${id}/children` })
})

test('reads the text of a page', async () => {
  const block = (type: string, text: string) => ({ type, [type]: { rich_text: [{ plain_text: text }] } })
  const { outputs } = await callWire({
    action: 'notion/read-page',
    input: { page: id },
    replies: [
      { json: page },
      {
        json: {
          results: [block('heading_1', 'Kale'), { type: 'divider', divider: {} }],
          has_more: true,
          next_cursor: 'n',
        },
      },
      { json: { results: [block('paragraph', 'A leaf.')], has_more: false, next_cursor: null } },
    ],
  })
  expect(outputs).toEqual({ text: 'Kale\n\nA leaf.', properties: page.properties })
})

test('explains that a page is not shared', async () => {
  const { error } = await callWire({
    action: 'notion/read-page',
    input: { page: id },
    replies: [
      { status: 404, json: { object: 'error', status: 404, code: 'object_not_found', message: 'Could not find' } },
    ],
  })
  expect(error?.message).toBe('Notion does not find this page or database. Share it with the integration in Notion.')
})

test('reports pages edited since the last poll, each edit once, oldest first', async () => {
  const page = (id: string, created: string, edited: string) => ({
    object: 'page',
    id,
    url: `https://www.notion.so/${id}`,
    created_time: created,
    last_edited_time: edited,
    properties: { Name: { id: 'title', type: 'title', title: [{ plain_text: 'Meeting' }, { plain_text: ' notes' }] } },
  })
  const { outputs, requests } = await pollWire({
    plugin: 'notion',
    trigger: pageChanged,
    input: {},
    since: '2026-11-29T23:30:20.000Z',
    replies: [
      {
        json: {
          object: 'list',
          results: [
            page('c', '2026-11-29T23:45:00.000Z', '2026-11-29T23:45:00.000Z'),
            page('b', '2026-11-01T10:00:00.000Z', '2026-11-29T23:30:00.000Z'),
            page('a', '2026-11-01T10:00:00.000Z', '2026-11-29T23:20:00.000Z'),
          ],
        },
      },
    ],
  })
  expect(requests[0]?.json).toEqual({
    filter: { property: 'object', value: 'page' },
    sort: { timestamp: 'last_edited_time', direction: 'descending' },
    page_size: 100,
  })
  expect(outputs).toMatchObject({
    events: [
      { id: 'b:2026-11-29T23:30:00.000Z', data: { title: 'Meeting notes', isNew: false } },
      { id: 'c:2026-11-29T23:45:00.000Z', data: { isNew: true } },
    ],
  })
})

testCommonFailures({ action: 'notion/search', label: 'Notion', input: {} })
