import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { watchTime } from './thread-time'

/** Milliseconds until the thread is found to take too long; null: it answered before. */
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

test('a thread that works without end is ended, and not before it has had its time', async () => {
  expect(await timed('for (;;);', 400)).toBeGreaterThanOrEqual(400)
})

test('one that is held up by others has its time all the same, and answers', async () => {
  expect(await timed('setTimeout(() => parentPort.postMessage(1), 900)', 400)).toBeNull()
})

test('one that only waits is ended by the clock', async () => {
  const foundMs = await timed('setInterval(() => {}, 100_000)', 200)
  expect(foundMs).toBeGreaterThanOrEqual(1_000)
})

test('one that goes on, however slowly, is not ended by the clock', async () => {
  // 10 ms of the processor every 200, for longer than one that only waits may.
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
