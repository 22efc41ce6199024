import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventSource } from 'eventsource'
import { startCuttingProxy } from '../support/cutting-proxy.mjs'
import { endedRun, showing } from '../support/ended-run.mjs'
import { bearer, served } from '../support/served.mjs'

const withKey = (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...bearer } })

test('a stream cut inside events is read completely', async () => {
  const { path, stream, answer } = await endedRun()
  const first = Buffer.byteLength(stream.slice(0, stream.indexOf('event: answer.delta')))
  // Tries line breaks in the name, in the data and in the id of the first text.
  for (const offset of [3, 40, 62]) {
    const proxy = await startCuttingProxy(served.url, [first + offset])
    const show = showing()
    const text = await new Promise((resolve, reject) => {
      const source = new EventSource(proxy.url + path, { fetch: withKey })
      source.addEventListener('answer.delta', ({ type, data }) => show(type, data))
      source.addEventListener('answer.reset', ({ type, data }) => show(type, data))
      source.addEventListener('run.completed', () => {
        source.close()
        resolve(show())
      })
      setTimeout(() => reject(new Error(`Only this came: ${show()}`)), 30_000).unref()
    })
    proxy.close()
    assert.equal(text, answer)
    assert.equal(proxy.lastEventIds.length, 2)
  }
})

test('an open EventSource stops reconnecting after the last event', async () => {
  const { path } = await endedRun()
  const proxy = await startCuttingProxy(served.url, [])
  const source = new EventSource(proxy.url + path, { fetch: withKey })
  await new Promise((resolve) => {
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED && resolve())
  })
  proxy.close()
  assert.deepEqual(proxy.statuses, [200, 204])
})
