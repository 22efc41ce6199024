import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { startCanary } from '@/lib/egress/test-server'
import { insteadOf, listAll, openSource } from '../testing/open-source'
import client from './client'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})
const TOKEN = 'ntn_CANARY_SECRET'
const PAGE = '59833787-2cf9-4fdf-8782-e53db20768a5'
const BASE = 'd9824bdc-8445-4327-be8b-5b47500af6ce'
const ROW = 'be633bf1-dfa0-436d-b259-571129a590e5'

const text = (content: string, annotations: object = {}, href: string | null = null) => ({
  type: 'text',
  text: { content, link: null },
  plain_text: content,
  href,
  annotations: {
    bold: false,
    italic: false,
    strikethrough: false,
    underline: false,
    code: false,
    color: 'default',
    ...annotations,
  },
})
const list = (results: unknown[], next: string | null = null) => ({
  object: 'list',
  results,
  next_cursor: next,
  has_more: next !== null,
  type: 'block',
  request_id: 'r',
})
const block = (type: string, content: object, id = 'b') => ({
  object: 'block',
  id,
  type,
  has_children: id !== 'b',
  archived: false,
  [type]: content,
})
const page = (id: string, title: string, overrides: object = {}) => ({
  object: 'page',
  id,
  created_time: '2022-03-01T19:05:00.000Z',
  last_edited_time: '2022-07-06T20:25:00.000Z',
  archived: false,
  in_trash: false,
  parent: { type: 'workspace', workspace: true },
  url: `https://www.notion.so/${id.replaceAll('-', '')}`,
  properties: { Name: { id: 'title', type: 'title', title: [text(title)] } },
  ...overrides,
})

/** Fake of Notion that checks token and version; `request` is method and path, followed by the body. */
async function notion(answer: (request: string, body: Record<string, unknown>, response: ServerResponse) => unknown) {
  const server = await startCanary((request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json')
    const isKnown =
      request.headers.authorization === `Bearer ${TOKEN}` && request.headers['notion-version'] === '2022-06-28'
    if (!isKnown) {
      response.statusCode = 401
      return response.end(
        JSON.stringify({
          object: 'error',
          status: 401,
          code: 'unauthorized',
          message: `API token is invalid. ${TOKEN}`,
        }),
      )
    }
    const body = server.seen.at(-1)?.body ?? ''
    const answered = answer(`${request.method} ${request.url}`, body === '' ? {} : JSON.parse(body), response)
    response.end(typeof answered === 'string' ? answered : JSON.stringify(answered))
  })
  cleanups.push(() => server.close())
  return {
    open: (settings: object = {}, secret = TOKEN) =>
      openSource(client, { ...settings }, { secret, fetch: insteadOf('https://api.notion.com', server.port) }),
    seen: server.seen,
  }
}
const missing = (response: ServerResponse) => {
  response.statusCode = 404
  return { object: 'error', status: 404, code: 'object_not_found', message: 'Could not find block' }
}

test('lists pages and databases page by page, excluding the trash', async () => {
  const { open, seen } = await notion((request, body) => {
    expect(request).toBe('POST /v1/search')
    return body.start_cursor === 'second'
      ? list([
          { ...page(ROW, 'Row'), parent: { type: 'database_id', database_id: BASE } },
          page('00000000-0000-0000-0000-000000000001', 'Old', { archived: true }),
        ])
      : list(
          [
            page(PAGE, 'Handbook'),
            {
              ...page(BASE, ''),
              object: 'database',
              title: [text('Tasks')],
              properties: { Name: { id: 'title', type: 'title', title: {} } },
            },
          ],
          'second',
        )
  })
  const { items, pages } = await listAll(open())
  expect(items.map(({ key, name, revision, hint }) => [key, name, revision, hint])).toEqual([
    [PAGE, 'Handbook', '2022-07-06T20:25:00.000Z', { object: 'page', inDatabase: false }],
    [BASE, 'Tasks', null, { object: 'database', inDatabase: false }],
    [ROW, 'Row', '2022-07-06T20:25:00.000Z', { object: 'page', inDatabase: true }],
  ])
  expect(pages.map(({ cursor }) => cursor)).toEqual(['second', null])
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    page_size: 100,
    sort: { direction: 'ascending', timestamp: 'last_edited_time' },
  })
})

test('converts a page to Markdown: nested lists, tables, code, annotations, paginated children', async () => {
  const { open } = await notion((request, _, response) => {
    switch (request) {
      case `GET /v1/blocks/${PAGE}/children?page_size=100`:
        return list(
          [
            block('heading_1', { rich_text: [text('Start')] }),
            block('paragraph', {
              rich_text: [
                text('Read '),
                text('this', { bold: true }),
                text(' and ', {}),
                text('that', {}, 'https://x.example/'),
              ],
            }),
            block('bulleted_list_item', { rich_text: [text('Outer')] }, 'nested'),
            block('numbered_list_item', { rich_text: [text('One')] }),
            block('numbered_list_item', { rich_text: [text('Two')] }),
            block('to_do', { rich_text: [text('Done')], checked: true }),
          ],
          'more',
        )
      case `GET /v1/blocks/${PAGE}/children?page_size=100&start_cursor=more`:
        return list([
          block('table', { table_width: 2, has_column_header: true }, 'table'),
          block('code', { rich_text: [text('a = 1')], language: 'python' }),
          block('child_page', { title: 'Below' }, 'child'),
          block('unsupported', {}),
        ])
      case 'GET /v1/blocks/nested/children?page_size=100':
        return list([block('bulleted_list_item', { rich_text: [text('Inner')] })])
      case 'GET /v1/blocks/table/children?page_size=100':
        return list([
          {
            object: 'block',
            id: 'r1',
            type: 'table_row',
            has_children: false,
            table_row: { cells: [[text('A')], [text('B|C')]] },
          },
          {
            object: 'block',
            id: 'r2',
            type: 'table_row',
            has_children: false,
            table_row: { cells: [[text('1')], [text('2')]] },
          },
        ])
      default:
        return missing(response)
    }
  })
  const fetched = await open().fetch({
    key: PAGE,
    name: 'Handbook',
    url: null,
    revision: 'r',
    memo: null,
    hint: { object: 'page', inDatabase: false },
  })
  if (fetched.kind !== 'file') throw new Error(fetched.kind)
  expect(new TextDecoder().decode(fetched.bytes)).toBe(`# Handbook

## Start

Read **this** and [that](https://x.example/)

- Outer
  - Inner
1. One
2. Two
- [x] Done

| A | B\\|C |
| --- | --- |
| 1 | 2 |

\`\`\`python
a = 1
\`\`\`

- Below
`)
})

test("converts a database to a table, and puts a row's values at the top of its page", async () => {
  const properties = {
    Done: { type: 'checkbox', checkbox: true },
    Name: { type: 'title', title: [text('Write docs')] },
    Tags: {
      type: 'multi_select',
      multi_select: [
        { id: '1', name: 'a', color: 'red' },
        { id: '2', name: 'b', color: 'red' },
      ],
    },
    Due: { type: 'date', date: { start: '2026-01-02', end: null, time_zone: null } },
    Sum: { type: 'formula', formula: { type: 'number', number: 3 } },
    Who: { type: 'people', people: [{ object: 'user', id: 'u', name: 'Ada' }] },
    Strange: { type: 'button', button: {} },
  }
  const { open } = await notion((request, _, response) => {
    if (request === `POST /v1/databases/${BASE}/query`) return list([page(ROW, '', { properties })])
    if (request === `GET /v1/pages/${ROW}`) return page(ROW, '', { properties })
    if (request === `GET /v1/blocks/${ROW}/children?page_size=100`)
      return list([block('paragraph', { rich_text: [text('Body')] })])
    return missing(response)
  })
  const source = open()
  const read = async (key: string, hint: { object: string; inDatabase: boolean }) => {
    const fetched = await source.fetch({ key, name: 'Tasks', url: null, revision: null, memo: null, hint })
    return fetched.kind === 'file' ? new TextDecoder().decode(fetched.bytes) : fetched.kind
  }
  expect(await read(BASE, { object: 'database', inDatabase: false })).toBe(
    '# Tasks\n\n| Name | Done | Tags | Due | Sum | Who | Strange |\n| --- | --- | --- | --- | --- | --- | --- |\n| Write docs | yes | a, b | 2026-01-02 | 3 | Ada |  |\n',
  )
  expect(await read(ROW, { object: 'page', inDatabase: true })).toContain(
    '- Done: yes\n- Tags: a, b\n- Due: 2026-01-02\n- Sum: 3\n- Who: Ada\n\nBody',
  )
  expect(await read(PAGE, { object: 'page', inDatabase: false })).toBe('gone')
})

describe('failures', () => {
  test('explains a revoked token', async () => {
    const { open } = await notion(() => list([]))
    const error = await listAll(open({}, 'ntn_other')).catch((failed: Error) => failed)
    expect(error).toMatchObject({
      code: 'CREDENTIAL_MISSING',
      message: 'Notion rejected the token (unauthorized). Edit the source and paste a new one.',
    })
  })

  test.each([
    [
      403,
      { object: 'error', status: 403, code: 'restricted_resource', message: TOKEN },
      'FORBIDDEN',
      'restricted_resource',
    ],
    [
      400,
      { object: 'error', status: 400, code: 'validation_error', message: TOKEN },
      'EGRESS_FAILED',
      'validation_error',
    ],
    [500, 'oops', 'EGRESS_FAILED', '500'],
    [200, '{"object":"list","results":[', 'EGRESS_FAILED', 'incomplete'],
    [200, { object: 'list', results: [], has_more: true, next_cursor: null }, 'EGRESS_FAILED', 'incomplete'],
  ])('%i', async (status, answer, code, text) => {
    const { open } = await notion((_request, _body, response) => {
      response.statusCode = status
      return answer
    })
    const error = await listAll(open()).catch((failed: Error) => failed)
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) })
    expect(String(error)).not.toContain('CANARY')
  })

  test('waits after a 429, and gives up when Notion requests a long pause', async () => {
    let busy = 2
    const { open, seen } = await notion((_request, _body, response) => {
      if (busy-- <= 0) return list([page(PAGE, 'Handbook')])
      response.statusCode = 429
      response.setHeader('retry-after', '0')
      return { object: 'error', status: 429, code: 'rate_limited', message: '' }
    })
    expect((await listAll(open())).items).toHaveLength(1)
    expect(seen).toHaveLength(3)
    const slow = await notion((_request, _body, response) => {
      response.statusCode = 429
      response.setHeader('retry-after', '3600')
      return {}
    })
    await expect(listAll(slow.open())).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(slow.seen).toHaveLength(1)
  })

  test('rejects a token that is invalid in a header without quoting it', async () => {
    const { open } = await notion(() => list([]))
    const error = await listAll(open({}, 'ntn_CANARY\nx')).catch((failed: Error) => failed)
    expect(error).toMatchObject({ code: 'INVALID_INPUT' })
    expect(String(error)).not.toContain('CANARY')
  })
})
