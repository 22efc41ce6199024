import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { callWire, type Reply } from './wire'

/** Failures that every action reports in the same way. `label` is the name of the service in the messages. */
export function testCommonFailures(call: {
  action: string
  label: string
  input: JsonObject
  kind?: string
  fields?: Record<string, string>
}): void {
  const { label, ...rest } = call
  test.each<[string, Reply, object]>([
    ['401', { status: 401, json: {} }, { code: 'RECONNECT_REQUIRED' }],
    ['403', { status: 403, json: {} }, { code: 'TOOL_FAILED' }],
    ['404', { status: 404, json: {} }, { code: 'TOOL_FAILED' }],
    ['429', { status: 429, headers: { 'retry-after': '2' }, json: {} }, { code: 'RATE_LIMITED', retryAfterSeconds: 2 }],
    ['429 for a day', { status: 429, headers: { 'retry-after': '86400' } }, { code: 'RATE_LIMITED', isFinal: true }],
    ['500', { status: 500, body: 'oops' }, { code: 'UNAVAILABLE' }],
    [
      'a web page',
      { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Sign in</p>' },
      { code: 'TOOL_FAILED', message: `${label} returned a web page instead of JSON.` },
    ],
    ['malformed JSON', { headers: { 'content-type': 'application/json' }, body: '{"a":' }, { code: 'INVALID_JSON' }],
  ])('reports %s', async (_, reply, expected) => {
    const { error, outputs } = await callWire({ ...rest, replies: [reply] })
    expect(outputs).toBeNull()
    expect(error).toMatchObject(expected)
  })
}
