import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const base = 'https://api.pipedrive.com/api/v2'
const saved = { json: { success: true, data: { id: 12, title: 'Kettles' } } }

test('finds people with the token in its header', async () => {
  const item = { id: 3, name: 'Ada', emails: ['ada@example.com'], phones: [], organization: { id: 1, name: 'Acme' } }
  const { outputs, requests } = await callWire({
    action: 'pipedrive/find-people',
    input: { term: 'ada & co' },
    replies: [{ json: { success: true, data: { items: [{ result_score: 1, item }] }, additional_data: {} } }],
  })
  expect(requests[0]).toMatchObject({
    method: 'GET',
    url: `${base}/persons/search?term=ada%20%26%20co&limit=20`,
    headers: { 'x-api-token': 'secret-key' },
  })
  expect(outputs).toEqual({
    people: [{ id: 3, name: 'Ada', emails: ['ada@example.com'], phones: [], organization: 'Acme' }],
  })
})

test('lists deals over the cursor', async () => {
  const page = (id: number, cursor: string | null) => ({
    json: { success: true, data: [{ id, title: `D${id}`, status: 'open' }], additional_data: { next_cursor: cursor } },
  })
  const { outputs, requests } = await callWire({
    action: 'pipedrive/list-deals',
    input: { status: 'open', person: 3 },
    replies: [page(1, 'abc'), page(2, null)],
  })
  const start = `${base}/deals?status=open&person_id=3&sort_by=update_time&sort_direction=desc&limit=50`
  expect(requests.map(({ url }) => url)).toEqual([start, `${start}&cursor=abc`])
  expect(outputs?.deals).toMatchObject([{ id: 1 }, { id: 2 }])
})

test('omits absent values when it creates a person, a deal or an activity', async () => {
  const person = await callWire({
    action: 'pipedrive/create-person',
    input: { name: 'Ada', email: 'ada@example.com' },
    replies: [saved],
  })
  expect(person.requests[0]).toMatchObject({
    method: 'POST',
    url: `${base}/persons`,
    json: { name: 'Ada', emails: [{ value: 'ada@example.com', primary: true }], phones: [] },
  })
  const deal = await callWire({
    action: 'pipedrive/create-deal',
    input: { title: 'Kettles', value: 90, currency: 'EUR' },
    replies: [saved],
  })
  expect(deal.requests[0]?.json).toEqual({ title: 'Kettles', value: 90, currency: 'EUR' })
  expect(deal.outputs).toEqual({ id: 12 })
  const activity = await callWire({
    action: 'pipedrive/create-activity',
    replies: [saved],
    input: { subject: 'Call Ada', type: 'call', date: '2026-12-31', deal: 12 },
  })
  expect(activity.requests[0]?.json).toEqual({ subject: 'Call Ada', type: 'call', due_date: '2026-12-31', deal_id: 12 })
})

test('wins a deal', async () => {
  const { requests } = await callWire({
    action: 'pipedrive/update-deal',
    input: { deal: 12, status: 'won' },
    replies: [saved],
  })
  expect(requests[0]).toMatchObject({ method: 'PATCH', url: `${base}/deals/12`, json: { status: 'won' } })
})

test('shows the reason of a failure', async () => {
  const { error } = await callWire({
    action: 'pipedrive/update-deal',
    input: { deal: 12, stage: 99 },
    replies: [{ status: 400, json: { success: false, error: 'stage_id is not valid', error_info: '' } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining('stage_id is not valid') })
})

testCommonFailures({ action: 'pipedrive/list-deals', label: 'Pipedrive', input: {} })
