import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { watchTime } from './thread-time'

/** Milliseconds until the thread exceeds its limit; null if it responds before. */
async function timed(code: string, limitMs: number): Promise<number | null> {
  const worker = new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, { eval: true })
  const startedMs = performance.now()
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const end = watchTime(worker, limitMs, () => resolve(performance.now() - startedMs))
  worker.once('message', () => resolve(null))
  const found = await promise
  end()
  await worker.terminate()
  return found
}

test('ends a thread that works without end, and not before its time limit', async () => {
  expect(await timed('for (;;);', 400)).toBeGreaterThanOrEqual(400)
})

test('a thread delayed by others still gets its full time and responds', async () => {
  expect(await timed('setTimeout(() => parentPort.postMessage(1), 900)', 400)).toBeNull()
})

test('ends a thread that only waits by the wall clock', async () => {
  const foundMs = await timed('setInterval(() => {}, 100_000)', 200)
  // A timer may fire up to a millisecond early.
  expect(foundMs).toBeGreaterThanOrEqual(999)
})

test('does not end a slow but active thread by the wall clock', async () => {
  // 10 ms of CPU every 200 ms, for longer than an idle thread may wait.
  const slow = `const worked = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1_000 }
    let turns = 0
    const timer = setInterval(() => {
      const end = worked() + 10
      while (worked() < end);
      if (++turns < 27) return
      clearInterval(timer)
      parentPort.postMessage(1)
    }, 200)`
  expect(await timed(slow, 1_000)).toBeNull()
}, 30_000)
