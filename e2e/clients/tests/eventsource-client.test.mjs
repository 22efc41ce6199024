import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEventSource } from 'eventsource-client'
import { startCuttingProxy } from '../support/cutting-proxy.mjs'
import { endedRun, showing } from '../support/ended-run.mjs'
import { bearer, served } from '../support/served.mjs'

test('a stream cut inside events is read completely', async () => {
  const { path, stream, answer } = await endedRun()
  const first = Buffer.byteLength(stream.slice(0, stream.indexOf('event: answer.delta')))
  for (const offset of [3, 40, 62]) {
    const proxy = await startCuttingProxy(served.url, [first + offset])
    const show = showing()
    const source = createEventSource({ url: proxy.url + path, headers: bearer })
    for await (const { event, data } of source) {
      show(event, data)
      if (event === 'run.completed') break
    }
    source.close()
    proxy.close()
    assert.equal(show(), answer)
  }
})
