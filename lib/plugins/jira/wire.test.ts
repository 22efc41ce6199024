import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import issueCreated from './triggers/issue-created'

const fields = { site: 'acme' }
const issue = {
  id: '10002',
  key: 'OPS-12',
  self: 'https://acme.atlassian.net/rest/api/2/issue/10002',
  fields: {
    summary: 'The printer is on fire',
    description: 'Smoke.',
    labels: ['hot'],
    status: { name: 'To Do' },
    issuetype: { name: 'Bug' },
    priority: { name: 'High' },
    assignee: null,
    reporter: { displayName: 'Ada' },
    created: '2026-11-30T08:00:00.000+0000',
    updated: '2026-11-30T09:00:00.000+0000',
  },
}
const item = {
  id: '10002',
  key: 'OPS-12',
  summary: 'The printer is on fire',
  description: 'Smoke.',
  labels: ['hot'],
  status: 'To Do',
  type: 'Bug',
  priority: 'High',
  reporter: 'Ada',
  createdAt: issue.fields.created,
  updatedAt: issue.fields.updated,
}

test('searches over pages', async () => {
  const { outputs, requests } = await callWire({
    action: 'jira/search-issues',
    fields,
    input: { jql: 'project = OPS', limit: 150 },
    replies: [{ json: { issues: [issue], nextPageToken: 'CAEaAggD' } }, { json: { issues: [issue], isLast: true } }],
  })
  expect(requests[0]?.headers.authorization).toMatch(/^Basic /)
  const [first, second] = requests.map(({ url }) => new URL(url))
  expect(`${first?.origin}${first?.pathname}`).toBe('https://acme.atlassian.net/rest/api/2/search/jql')
  expect([first?.searchParams.get('jql'), first?.searchParams.get('maxResults')]).toEqual(['project = OPS', '100'])
  expect(second?.searchParams.get('nextPageToken')).toBe('CAEaAggD')
  expect(outputs).toEqual({ issues: [item, item] })
})

test('gets an issue without an assignee', async () => {
  const { outputs, requests } = await callWire({
    action: 'jira/get-issue',
    fields,
    input: { issue: 'OPS-12' },
    replies: [{ json: issue }],
  })
  expect(requests[0]?.url).toContain('https://acme.atlassian.net/rest/api/2/issue/OPS-12?fields=summary%2C')
  expect(outputs).toEqual(item)
})

test('creates, changes and comments on an issue', async () => {
  const made = await callWire({
    action: 'jira/create-issue',
    fields,
    input: { project: 'OPS', type: 'Bug', summary: 'Fire', labels: ['hot'] },
    replies: [{ status: 201, json: { id: '10002', key: 'OPS-12', self: issue.self } }],
  })
  expect(made.requests[0]).toMatchObject({ method: 'POST', url: 'https://acme.atlassian.net/rest/api/2/issue' })
  expect(made.requests[0]?.json).toEqual({
    fields: { project: { key: 'OPS' }, issuetype: { name: 'Bug' }, summary: 'Fire', labels: ['hot'] },
  })
  expect(made.outputs).toEqual({ id: '10002', key: 'OPS-12' })
  const changed = await callWire({
    action: 'jira/update-issue',
    fields,
    input: { issue: 'OPS-12', assignee: '5b10' },
    replies: [{ status: 204 }],
  })
  expect(changed.requests[0]).toMatchObject({ method: 'PUT', json: { fields: { assignee: { accountId: '5b10' } } } })
  const note = await callWire({
    action: 'jira/comment-on-issue',
    fields,
    input: { issue: 'OPS-12', text: 'Water helps.' },
    replies: [{ status: 201, json: { id: '10000', body: 'Water helps.' } }],
  })
  expect(note.requests[0]?.json).toEqual({ body: 'Water helps.' })
  expect(note.outputs).toEqual({ id: '10000' })
})

const transitions = { transitions: [{ id: '31', name: 'Resolve', to: { name: 'Done' } }] }

test('changes the status by its name, and lists those that are possible', async () => {
  const done = await callWire({
    action: 'jira/change-status',
    fields,
    input: { issue: 'OPS-12', status: 'done' },
    replies: [{ json: transitions }, { status: 204 }],
  })
  expect(done.requests[1]).toMatchObject({ method: 'POST', json: { transition: { id: '31' } } })
  expect(done.outputs).toEqual({ status: 'Done' })
  const { error } = await callWire({
    action: 'jira/change-status',
    fields,
    input: { issue: 'OPS-12', status: 'Later' },
    replies: [{ json: transitions }],
  })
  expect(error?.message).toBe('The status “Later” cannot be reached from here. Possible now: Done.')
})

test('names the field that Jira rejects', async () => {
  const { error } = await callWire({
    action: 'jira/create-issue',
    fields,
    input: { project: 'OPS', summary: 'Fire' },
    replies: [{ status: 400, json: { errorMessages: [], errors: { issuetype: 'Specify a valid issue type' } } }],
  })
  expect(error?.message).toContain('issuetype: Specify a valid issue type')
})

test('reports issues since the last poll', async () => {
  const { outputs, requests } = await pollWire({
    plugin: 'jira',
    trigger: issueCreated,
    fields,
    input: { project: 'OPS' },
    since: '2026-11-29T23:50:00.000Z',
    replies: [{ json: { issues: [issue] } }],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('jql')).toBe(
    'project = "OPS" AND created >= "-11m" ORDER BY created ASC',
  )
  expect(outputs).toMatchObject({ events: [{ id: '10002', data: { key: 'OPS-12', reporter: 'Ada' } }] })
})

testCommonFailures({ action: 'jira/search-issues', label: 'Jira', fields, input: { jql: 'project = OPS' } })
