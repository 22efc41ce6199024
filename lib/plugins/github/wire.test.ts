import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const repo = { owner: 'octocat', repo: 'hello-world' }
const issue = (number: number) => ({
  number,
  title: 'Found a bug',
  state: 'open',
  user: { login: 'octocat' },
  body: 'It crashes.',
  html_url: `https://github.com/octocat/hello-world/issues/${number}`,
  created_at: '2011-04-22T13:33:48Z',
  updated_at: '2011-04-22T13:33:48Z',
})
const listed = (number: number) => ({
  number,
  title: 'Found a bug',
  state: 'open',
  author: 'octocat',
  body: 'It crashes.',
  url: `https://github.com/octocat/hello-world/issues/${number}`,
  createdAt: '2011-04-22T13:33:48Z',
  updatedAt: '2011-04-22T13:33:48Z',
})

test('creates an issue', async () => {
  const { outputs, requests } = await callWire({
    action: 'github/create-issue',
    input: { ...repo, title: 'Found a bug', labels: 'bug, ui' },
    replies: [{ status: 201, json: issue(1347) }],
  })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://api.github.com/repos/octocat/hello-world/issues',
      headers: { authorization: 'Bearer secret-token', 'x-github-api-version': '2022-11-28' },
    },
  ])
  expect(requests[0]?.json).toEqual({ title: 'Found a bug', labels: ['bug', 'ui'] })
  expect(outputs).toEqual({ number: 1347, url: 'https://github.com/octocat/hello-world/issues/1347' })
})

test('reports why GitHub rejects an issue', async () => {
  const { error } = await callWire({
    action: 'github/create-issue',
    input: { ...repo, title: 'x' },
    replies: [{ status: 422, json: { message: 'Validation Failed', errors: [{ field: 'title', code: 'invalid' }] } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: 'GitHub responded: Validation Failed' })
})

test('comments on an issue and closes it', async () => {
  const comment = await callWire({
    action: 'github/comment-on-issue',
    input: { ...repo, number: 1347, body: 'Me too' },
    replies: [{ status: 201, json: { id: 1, html_url: 'https://github.com/octocat/hello-world/issues/1347#c1' } }],
  })
  expect(comment.requests[0]?.url).toBe('https://api.github.com/repos/octocat/hello-world/issues/1347/comments')
  expect(comment.outputs).toMatchObject({ id: 1 })
  const closed = await callWire({
    action: 'github/update-issue',
    input: { ...repo, number: '1347', state: 'closed' },
    replies: [{ json: { ...issue(1347), state: 'closed' } }],
  })
  expect(closed.requests[0]).toMatchObject({ method: 'PATCH', json: { state: 'closed' } })
})

test('follows the Link header until the limit', async () => {
  const { outputs, requests } = await callWire({
    action: 'github/list-issues',
    input: { ...repo, limit: 3 },
    replies: [
      {
        json: [issue(4), issue(3)],
        headers: {
          link: '<https://api.github.com/repositories/1/issues?page=2>; rel="next", <https://api.github.com/repositories/1/issues?page=9>; rel="last"',
        },
      },
      { json: [issue(2), issue(1)] },
    ],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    'https://api.github.com/repos/octocat/hello-world/issues?state=open&per_page=3',
    'https://api.github.com/repositories/1/issues?page=2',
  ])
  expect(outputs).toEqual({ issues: [listed(4), listed(3), listed(2)] })
})

test('does not follow a Link header to another host', async () => {
  const { error, requests } = await callWire({
    action: 'github/list-issues',
    input: { ...repo, limit: 3 },
    replies: [{ json: [issue(1)], headers: { link: '<https://evil.test/issues?page=2>; rel="next"' } }],
  })
  expect([error?.code, requests.length]).toEqual(['EGRESS_BLOCKED', 1])
})

test('searches issues', async () => {
  const { outputs, requests } = await callWire({
    action: 'github/search-issues',
    input: { query: 'repo:octocat/hello-world is:open & more' },
    replies: [{ json: { total_count: 1, incomplete_results: false, items: [issue(7)] } }],
  })
  expect(requests[0]?.url).toBe(
    'https://api.github.com/search/issues?q=repo%3Aoctocat%2Fhello-world%20is%3Aopen%20%26%20more&per_page=20',
  )
  expect(outputs).toEqual({ issues: [listed(7)] })
})

test('reads a file in a folder, and does not leave the repository', async () => {
  const read = (path: string) =>
    callWire({ action: 'github/read-file', input: { ...repo, path }, replies: [{ body: '# Hello' }] })
  const { outputs, requests } = await read('docs/a b.md')
  expect(requests[0]).toMatchObject({
    url: 'https://api.github.com/repos/octocat/hello-world/contents/docs/a%20b.md',
    headers: { accept: 'application/vnd.github.raw+json' },
  })
  expect(outputs).toEqual({ text: '# Hello' })
  const climbing = await read('../../../user')
  expect([climbing.error?.code, climbing.requests.length]).toEqual(['INVALID_INPUT', 0])
})

test('opens a pull request', async () => {
  const { outputs, requests } = await callWire({
    action: 'github/create-pull-request',
    input: { ...repo, title: 'Amazing new feature', head: 'feature', base: 'main' },
    replies: [{ status: 201, json: { number: 8, html_url: 'https://github.com/octocat/hello-world/pull/8' } }],
  })
  expect(requests[0]?.json).toEqual({ title: 'Amazing new feature', head: 'feature', base: 'main' })
  expect(outputs).toMatchObject({ number: 8 })
})

testCommonFailures({ action: 'github/search-issues', label: 'GitHub', input: { query: 'x' } })
