import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'svix'
import { served } from '../support/served.mjs'
import { postToHook, receivedCallback } from '../support/webhooks.mjs'

test('verifies a callback and rejects a modified one', async () => {
  const { headers, body, runId } = await receivedCallback()
  const webhook = new Webhook(served.callbackSecret)
  webhook.verify(body, headers)
  const run = JSON.parse(body)
  assert.deepEqual([run.runId, run.answer], [runId, 'You said: one'])
  assert.throws(() => webhook.verify(body.replace('one', 'two'), headers))
})

test('a signed message starts one run', async () => {
  const webhook = new Webhook(served.hook.secret)
  const body = JSON.stringify({ title: 'Hello' })
  const id = `svix-${Date.now()}`
  const send = (sent = body, at = new Date()) => {
    const timestamp = String(Math.floor(at.getTime() / 1_000))
    const signature = webhook.sign(id, at, body)
    return postToHook(sent, { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature })
  }
  const [first, again] = [await send(), await send()]
  assert.deepEqual([first.status, again.status], [202, 202])
  assert.equal((await again.json()).runId, (await first.json()).runId)
  assert.equal((await send('{"title":"Bye"}')).status, 401)
  assert.equal((await send(body, new Date(Date.now() - 600_000))).status, 401)
})
