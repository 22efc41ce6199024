import '../support/browser.mjs'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fetchEventSource } from '@microsoft/fetch-event-source'
import { startCuttingProxy } from '../support/cutting-proxy.mjs'
import { endedRun, showing } from '../support/ended-run.mjs'
import { bearer, served } from '../support/served.mjs'

test('a stream cut inside events is read completely', async () => {
  const { path, stream, answer } = await endedRun()
  const first = Buffer.byteLength(stream.slice(0, stream.indexOf('event: answer.delta')))
  for (const offset of [3, 40, 62]) {
    const proxy = await startCuttingProxy(served.url, [first + offset])
    const show = showing()
    const done = new AbortController()
    await fetchEventSource(proxy.url + path, {
      headers: { ...bearer },
      signal: done.signal,
      openWhenHidden: true,
      fetch,
      onmessage({ event, data }) {
        show(event, data)
        if (event === 'run.completed') done.abort()
      },
      onclose() {
        throw new Error('cut')
      },
      onerror: () => 10,
    })
    proxy.close()
    assert.equal(show(), answer)
  }
})
