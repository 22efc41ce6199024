import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { host: 'blog.example.com' }
const base = 'https://blog.example.com/wp-json/wp/v2'
const post = {
  id: 7,
  status: 'draft',
  link: `${base}/?p=7`,
  modified_gmt: '2026-11-24T10:00:00',
  title: { rendered: 'Hello' },
  content: { rendered: '<p>Hi</p>' },
  excerpt: { rendered: '' },
}

test('lists posts by text, page by page', async () => {
  const start = `${base}/posts?search=tea%20%26%20cups&orderby=date&per_page=100`
  const page = (from: number, count: number, headers = {}) => ({
    headers,
    json: Array.from({ length: count }, (_, at) => ({ ...post, id: from + at })),
  })
  const { outputs, requests } = await callWire({
    action: 'wordpress/list-posts',
    fields,
    input: { search: 'tea & cups', limit: 150 },
    replies: [page(1, 100, { link: `<${start}&page=2>; rel="next"` }), page(101, 30)],
  })
  expect(requests.map(({ url }) => url)).toEqual([start, `${start}&page=2`])
  expect(outputs?.posts).toHaveLength(130)
  const first = expect.objectContaining({ id: 1, title: 'Hello', status: 'draft' })
  expect(outputs?.posts).toEqual(expect.arrayContaining([first]))
})

test('reads a page with its content', async () => {
  const { outputs, requests } = await callWire({
    action: 'wordpress/get-post',
    fields,
    input: { kind: 'pages', id: 7 },
    replies: [{ json: post }],
  })
  expect(requests[0]?.url).toBe(`${base}/pages/7`)
  expect(outputs).toMatchObject({ id: 7, title: 'Hello', content: '<p>Hi</p>', updatedAt: '2026-11-24T10:00:00' })
})

test('creates a draft, publishes it, and moves it to the trash', async () => {
  const created = await callWire({
    action: 'wordpress/create-post',
    fields,
    input: { title: 'Hello', content: '<p>Hi</p>' },
    replies: [{ status: 201, json: post }],
  })
  expect(created.requests[0]).toMatchObject({
    method: 'POST',
    url: `${base}/posts`,
    json: { title: 'Hello', content: '<p>Hi</p>', status: 'draft' },
  })
  expect(created.outputs).toEqual({ id: 7, link: post.link, status: 'draft' })
  const changed = await callWire({
    action: 'wordpress/update-post',
    fields,
    input: { id: 7, status: 'publish' },
    replies: [{ json: { ...post, status: 'publish' } }],
  })
  expect(changed.requests[0]).toMatchObject({ url: `${base}/posts/7`, json: { status: 'publish' } })
  const removed = await callWire({
    action: 'wordpress/delete-post',
    fields,
    input: { id: 7 },
    replies: [{ json: { ...post, status: 'trash' } }],
  })
  expect(removed.requests[0]).toMatchObject({ method: 'DELETE', url: `${base}/posts/7` })
  expect(removed.outputs).toEqual({ id: 7, status: 'trash' })
})

test('uploads a file with its name', async () => {
  const file = { fileId: newId(), name: 'Tasse ü.png', mediaType: 'image/png', sizeBytes: 2 }
  const read = { bytes: new TextEncoder().encode('hi'), mediaType: 'image/png', name: file.name }
  const { outputs, requests } = await callWire({
    action: 'wordpress/upload-media',
    fields,
    input: { file },
    files: { file: async () => read },
    replies: [{ status: 201, json: { id: 9, source_url: 'https://blog.example.com/a.png' } }],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: `${base}/media`,
    body: 'hi',
    headers: {
      'content-type': 'image/png',
      'content-disposition': "attachment; filename*=UTF-8''Tasse%20%C3%BC.png",
    },
  })
  expect(outputs).toEqual({ id: 9, url: 'https://blog.example.com/a.png' })
})

test('explains a post that does not exist', async () => {
  const { error } = await callWire({
    action: 'wordpress/get-post',
    fields,
    input: { id: 1 },
    replies: [{ status: 404, json: { code: 'rest_post_invalid_id', message: 'Invalid post ID.' } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: 'WordPress has no post or page with this ID.' })
})

testCommonFailures({ action: 'wordpress/list-posts', label: 'WordPress', input: {}, fields })
