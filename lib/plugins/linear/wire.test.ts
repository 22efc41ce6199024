import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import issueCreated from './triggers/issue-created'

const issue = {
  id: '9cfb482a',
  identifier: 'ENG-123',
  title: 'Crash on start',
  description: null,
  priority: 2,
  url: 'https://linear.app/acme/issue/ENG-123',
  state: { name: 'Triage' },
  assignee: null,
  labels: { nodes: [{ name: 'bug' }] },
  createdAt: '2026-11-29T23:00:00.000Z',
  updatedAt: '2026-11-29T23:30:00Z',
}
const item = { ...issue, description: '', state: 'Triage', assignee: '', labels: ['bug'] }
const page = (endCursor: string | null) => ({
  json: { data: { issues: { nodes: [issue], pageInfo: { hasNextPage: endCursor !== null, endCursor } } } },
})

test('searches over pages with the key as the whole header', async () => {
  const { outputs, requests } = await callWire({
    action: 'linear/search-issues',
    input: { team: 'ENG', title: 'crash' },
    replies: [page('c1'), page(null)],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.linear.app/graphql',
    headers: { authorization: 'secret-key' },
    json: { variables: { first: 50, after: null } },
  })
  expect(requests[1]?.json).toMatchObject({
    variables: {
      after: 'c1',
      filter: { team: { key: { eq: 'ENG' } }, title: { containsIgnoreCase: 'crash' } },
    },
  })
  expect(outputs).toEqual({ issues: [item, item] })
})

test('gets an issue', async () => {
  const { outputs, requests } = await callWire({
    action: 'linear/get-issue',
    input: { issue: 'ENG-123' },
    replies: [{ json: { data: { issue } } }],
  })
  expect(requests[0]?.json).toMatchObject({ variables: { id: 'ENG-123' } })
  expect(outputs).toEqual({ issue: item })
})

test('creates an issue in a team that is named by its key', async () => {
  const { outputs, requests } = await callWire({
    action: 'linear/create-issue',
    input: { team: 'ENG', title: 'Crash', priority: 1 },
    replies: [
      { json: { data: { teams: { nodes: [{ id: 'team-1' }] } } } },
      { json: { data: { issueCreate: { issue: { id: '1', identifier: 'ENG-1', url: 'https://linear.app/1' } } } } },
    ],
  })
  expect(requests[1]?.json).toMatchObject({ variables: { input: { teamId: 'team-1', title: 'Crash', priority: 1 } } })
  expect(outputs).toEqual({ id: '1', identifier: 'ENG-1', url: 'https://linear.app/1' })
  const { error } = await callWire({
    action: 'linear/create-issue',
    input: { team: 'NONE', title: 'Crash' },
    replies: [{ json: { data: { teams: { nodes: [] } } } }],
  })
  expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'There is no team “NONE”. Check its key.' })
})

test('changes the status by its name and comments', async () => {
  const states = { issue: { team: { states: { nodes: [{ id: 's1', name: 'Done' }] } } } }
  const changed = await callWire({
    action: 'linear/update-issue',
    input: { issue: 'ENG-123', state: 'done' },
    replies: [
      { json: { data: states } },
      { json: { data: { issueUpdate: { issue: { id: '1', identifier: 'ENG-123', url: issue.url } } } } },
    ],
  })
  expect(changed.requests[1]?.json).toMatchObject({ variables: { id: 'ENG-123', input: { stateId: 's1' } } })
  expect(changed.outputs).toEqual({ identifier: 'ENG-123', url: issue.url })
  const note = await callWire({
    action: 'linear/comment-on-issue',
    input: { issue: 'ENG-123', text: 'Fixed.' },
    replies: [{ json: { data: { commentCreate: { comment: { id: 'c', url: `${issue.url}#comment-c` } } } } }],
  })
  expect(note.requests[0]?.json).toMatchObject({ variables: { input: { issueId: 'ENG-123', body: 'Fixed.' } } })
  expect(note.outputs).toEqual({ id: 'c', url: `${issue.url}#comment-c` })
})

const failed = (code: string) => ({
  json: {
    data: null,
    errors: [
      { message: 'Entity not found', extensions: { code, userPresentableMessage: 'Could not find the issue.' } },
    ],
  },
})

test.each([
  ['INPUT_ERROR', 'TOOL_FAILED', 'Could not find the issue.'],
  ['RATELIMITED', 'RATE_LIMITED', 'no more requests'],
])('reads the failure %s of a response with status 200', async (reason, code, message) => {
  const { error } = await callWire({
    action: 'linear/get-issue',
    input: { issue: 'ENG-9' },
    replies: [failed(reason)],
  })
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
})

test('reports issues since the last poll, oldest first', async () => {
  const newer = { ...issue, id: 'newer', createdAt: '2026-11-29T23:59:00.000Z' }
  const { outputs, requests } = await pollWire({
    plugin: 'linear',
    trigger: issueCreated,
    input: { team: 'ENG' },
    since: '2026-11-29T22:00:00.000Z',
    replies: [
      { json: { data: { issues: { nodes: [newer, issue], pageInfo: { hasNextPage: false, endCursor: null } } } } },
    ],
  })
  expect(requests[0]?.json).toMatchObject({
    variables: { filter: { createdAt: { gte: '2026-11-29T22:00:00.000Z' } } },
  })
  expect(outputs).toMatchObject({
    events: [{ id: '9cfb482a' }, { id: 'newer' }],
    cursor: { since: '2026-11-29T23:55:00.000Z' },
  })
})

testCommonFailures({ action: 'linear/get-issue', label: 'Linear', input: { issue: 'ENG-1' } })
