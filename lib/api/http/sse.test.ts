import { expect, onTestFinished, test, vi } from 'vitest'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { type SseEvent, sseResponse } from './sse'

async function* eventsOf(...events: SseEvent[]): AsyncGenerator<SseEvent> {
  yield* events
}

test('writes names, data and, as the last field, ids; values as JSON and text verbatim', async () => {
  const response = sseResponse(
    eventsOf({ id: '1', event: 'answer.delta', data: { text: 'a\nb' } }, { data: '[DONE]' }, { data: 'two\nlines' }),
  )
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
  expect(await response.text()).toBe(
    'event: answer.delta\ndata: {"text":"a\\nb"}\nid: 1\n\ndata: [DONE]\n\ndata: two\ndata: lines\n\n',
  )
})

test('prevents an id from injecting another field', async () => {
  const response = sseResponse(eventsOf({ id: '1\ndata: forged', data: 1 }))
  expect(await response.text()).toBe('data: 1\nid: 1data: forged\n\n')
})

test('ends the source when the reader disconnects, even while the source waits', async () => {
  let ended = false
  const response = sseResponse(async function* (signal) {
    try {
      yield { data: 1 }
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    } finally {
      ended = true
    }
  })
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await eventLoopTurns()
  expect(ended).toBe(true)
})

test('does not signal a completed source that its reader has left, and calls onEnd once', async () => {
  let wasAborted = false
  let ends = 0
  const source = async function* (signal: AbortSignal): AsyncGenerator<SseEvent> {
    signal.addEventListener('abort', () => {
      wasAborted = true
    })
    yield { data: 1 }
  }
  const onEnd = () => {
    ends += 1
  }
  const response = sseResponse(source, { onEnd })
  expect(await response.text()).toBe('data: 1\n\n')
  response.drop()
  expect([wasAborted, ends]).toEqual([false, 1])
})

test('reads no faster than a slow reader', async () => {
  let count = 0
  async function* endless(): AsyncGenerator<SseEvent> {
    while (true) {
      count += 1
      yield { data: count }
    }
  }
  const reader = sseResponse(endless()).body?.getReader()
  await reader?.read()
  await eventLoopTurns()
  const afterOne = count
  expect(afterOne).toBeLessThanOrEqual(200)
  await eventLoopTurns()
  expect(count).toBe(afterOne)
  await reader?.cancel()
})

test('sends comments while idle', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const wake = Promise.withResolvers<void>()
  const response = sseResponse(
    async function* () {
      await wake.promise
      yield { data: 1 }
    },
    { pingMs: 10 },
  )
  const text = response.text()
  await vi.advanceTimersByTimeAsync(35)
  wake.resolve()
  expect(await text).toMatch(/^(: ping\n\n){3}data: 1\n\n$/)
})

test('reports a failure by onError, or closes the connection without it', async () => {
  async function* failing(): AsyncGenerator<SseEvent> {
    yield { data: 1 }
    throw new Error('lost')
  }
  const emitted = sseResponse(failing(), { onError: () => ({ event: 'run.failed', data: { code: 'INTERNAL' } }) })
  expect(await emitted.text()).toContain('event: run.failed\ndata: {"code":"INTERNAL"}\n\n')
  await expect(sseResponse(failing()).text()).rejects.toThrow('lost')
})

test('ends the stream cleanly when our own signal aborts', async () => {
  const shutdown = new AbortController()
  const response = sseResponse((signal) => waitingUntil(signal), { signal: shutdown.signal })
  const text = response.text()
  await eventLoopTurns()
  shutdown.abort()
  expect(await text).toBe('data: 1\n\n')
})

async function* waitingUntil(signal: AbortSignal): AsyncGenerator<SseEvent> {
  yield { data: 1 }
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

test('writes available events at once without waiting for later ones', async () => {
  const source = async function* (): AsyncGenerator<SseEvent> {
    yield { data: 1 }
    yield { data: 2 }
    await eventLoopTurns()
    yield { data: 3 }
    throw new Error('broken')
  }
  const response = sseResponse(source(), { onError: () => ({ data: 'failed' }) })
  expect(await writesOf(response)).toEqual(['data: 1\n\ndata: 2\n\n', 'data: 3\n\ndata: failed\n\n'])
})

test('writes an event without waiting for a turn of the event loop, which would serve all other sockets first', async () => {
  const wake = Promise.withResolvers<void>()
  const response = sseResponse(async function* (signal) {
    await wake.promise
    yield { data: 1 }
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  })
  const reader = response.body?.getReader()
  let hasTurned = false
  const first = reader?.read().then(() => hasTurned)
  await eventLoopTurns()
  setTimeout(() => {
    setImmediate(() => {
      hasTurned = true
    })
    wake.resolve()
  })
  expect(await first).toBe(false)
  await reader?.cancel()
})

test('writes a batch at once, and continues after an empty one', async () => {
  async function* batches(): AsyncGenerator<readonly SseEvent[]> {
    yield []
    await eventLoopTurns()
    yield [{ data: 1 }, { data: 2 }]
    await eventLoopTurns()
    yield []
    yield [{ data: 3 }]
  }
  const reader = sseResponse(batches()).body?.getReader()
  const writes: string[] = []
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    writes.push(Buffer.from(read.value).toString())
  expect(writes).toEqual(['data: 1\n\ndata: 2\n\n', 'data: 3\n\n'])
})

test('sends the opening together with the first event, or alone if no event follows soon', async () => {
  const word = Promise.withResolvers<void>()
  const opening = { data: 'begun', isOpening: true }
  const quick = sseResponse(async function* () {
    yield opening
    await Promise.resolve()
    yield { data: 1 }
  })
  expect(await writesOf(quick)).toEqual(['data: begun\n\ndata: 1\n\n'])
  const slow = sseResponse(async function* () {
    yield opening
    await word.promise
    yield { data: 1 }
  })
  const reader = slow.body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: begun\n\n')
  word.resolve()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: 1\n\n')
  const silent = sseResponse(async function* () {
    yield opening
  })
  expect(await writesOf(silent)).toEqual(['data: begun\n\n'])
})

async function writesOf(response: Response): Promise<string[]> {
  const writes: string[] = []
  for await (const piece of response.body ?? []) writes.push(Buffer.from(piece).toString())
  return writes
}

test.each([
  [
    'sends the error event',
    () => ({ event: 'error', data: 'It broke.' }),
    'data: 1\n\nevent: error\ndata: It broke.\n\n',
  ],
  ['closes the connection', undefined, null],
  ['closes the connection if the error event cannot be serialized either', () => ({ data: 1n }), null],
])('for an event that cannot be serialized, %s and ends the source', async (_, onError, text) => {
  const ends: string[] = []
  const source = async function* (signal: AbortSignal): AsyncGenerator<SseEvent> {
    signal.addEventListener('abort', () => ends.push('aborted'))
    try {
      yield { data: 1 }
      // JSON has no such number.
      yield { data: 1n }
      await new Promise(() => {})
    } finally {
      ends.push('returned')
    }
  }
  const reading = sseResponse(source, onError ? { onError } : {}).text()
  if (text === null) await expect(reading).rejects.toThrow()
  else expect(await reading).toBe(text)
  expect(ends.toSorted()).toEqual(['aborted', 'returned'])
})
