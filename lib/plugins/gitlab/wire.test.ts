import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { host: 'gitlab.com' }
const issue = {
  id: 76,
  iid: 6,
  title: 'Consequatur vero',
  state: 'opened',
  description: 'Ratione dolores.',
  author: { username: 'root' },
  web_url: 'https://gitlab.com/g/p/issues/6',
  created_at: '2016-01-04T15:31:51.081Z',
  updated_at: '2016-01-04T15:31:51.081Z',
}
const item = {
  number: 6,
  title: 'Consequatur vero',
  state: 'opened',
  author: 'root',
  body: 'Ratione dolores.',
  url: issue.web_url,
  createdAt: issue.created_at,
  updatedAt: issue.updated_at,
}

test('lists issues over several pages of a project that is named by its path', async () => {
  const { outputs, requests } = await callWire({
    action: 'gitlab/list-issues',
    fields,
    input: { project: 'g/p', labels: 'bug', limit: 2 },
    replies: [
      {
        json: [issue],
        headers: { link: '<https://gitlab.com/api/v4/projects/g%2Fp/issues?page=2>; rel="next"' },
      },
      { json: [issue] },
    ],
  })
  expect(requests[0]).toMatchObject({
    url: 'https://gitlab.com/api/v4/projects/g%2Fp/issues?state=opened&labels=bug&per_page=2',
    headers: { 'private-token': 'secret-key' },
  })
  expect(requests[1]?.url).toBe('https://gitlab.com/api/v4/projects/g%2Fp/issues?page=2')
  expect(outputs).toEqual({ issues: [item, item] })
})

test('creates an issue and comments on it', async () => {
  const created = await callWire({
    action: 'gitlab/create-issue',
    fields,
    input: { project: 'g/p', title: 'Broken', labels: 'bug' },
    replies: [{ status: 201, json: issue }],
  })
  expect(created.requests[0]?.json).toEqual({ title: 'Broken', labels: 'bug' })
  expect(created.outputs).toEqual({ number: 6, url: issue.web_url })
  const note = await callWire({
    action: 'gitlab/comment-on-issue',
    fields,
    input: { project: 'g/p', number: 6, body: 'Thanks' },
    replies: [{ status: 201, json: { id: 302 } }],
  })
  expect(note.requests[0]).toMatchObject({
    url: 'https://gitlab.com/api/v4/projects/g%2Fp/issues/6/notes',
    json: { body: 'Thanks' },
  })
})

test('lists merge requests and reads a file', async () => {
  const merges = await callWire({
    action: 'gitlab/list-merge-requests',
    fields,
    input: { project: 'g/p' },
    replies: [{ json: [issue] }],
  })
  expect(merges.outputs).toEqual({ mergeRequests: [item] })
  const file = await callWire({
    action: 'gitlab/read-file',
    fields,
    input: { project: 'g/p', path: 'docs/a b.md', ref: 'main' },
    replies: [{ body: '# Title', headers: { 'content-type': 'text/plain' } }],
  })
  expect(file.requests[0]?.url).toBe(
    'https://gitlab.com/api/v4/projects/g%2Fp/repository/files/docs%2Fa%20b.md/raw?ref=main',
  )
  expect(file.outputs).toEqual({ text: '# Title' })
})

testCommonFailures({ action: 'gitlab/list-issues', label: 'GitLab', fields, input: { project: 'g/p' } })
