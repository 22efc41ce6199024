import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '@/lib/db/database'
import { within } from './boss-database'
import { releaseJobs, touchJobs } from './job-statements'
import { openTestQueues, recorder, testKind } from './testing/test-queues'

const plain = testKind('plain')
const single = testKind('single', { concurrency: 1 })
const slow = testKind('slow')
const queues = openTestQueues([plain, single, slow])

test('hands a running job to another process at once, without counting the attempt', async () => {
  const first = await queues.start()
  const started = Promise.withResolvers<void>()
  await first.work(plain, async (_data, signal) => {
    started.resolve()
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  await first.send(plain, { name: 'a' })
  await started.promise
  await first.stop({ handOver: true })
  expect((await queues.states())[0]).toMatchObject({ state: 'retry', retryCount: 0 })
  const second = await queues.start()
  const record = recorder(1)
  await second.work(plain, async ({ name }) => record.add(name))
  await record.done
})

test('moves the job of a dead process to another one', async () => {
  // Longer than the delay of the next attempt: before that, a heartbeat takes the job back.
  const first = await queues.start({ touchMs: 3_000, sweepMs: 60_000 })
  const started = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  await first.work(single, async (_data, signal) => {
    started.resolve()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    aborted.resolve()
  })
  await first.send(single, { name: 'a' })
  await started.promise
  // Simulates kill -9: the heartbeat stays old, although the first process is alive and sends heartbeats.
  // The other process must detect that it lost the job.
  const silence = () =>
    queues.db.execute(
      sql`update pgboss.job set heartbeat_on = now() - interval '11 seconds' where state = 'active' and retry_count = 0`,
    )
  await silence()
  const silencing = setInterval(() => void silence(), 100)
  const record = recorder(1)
  const second = await queues.start()
  await second.work(single, async (_data, _signal, job) => record.add(`attempt ${job.attempt}`))
  await record.done
  clearInterval(silencing)
  expect(record.seen).toEqual(['attempt 1'])
  await aborted.promise
  await second.stop()
  expect((await queues.states())[0]).toMatchObject({ state: 'completed', retryCount: 1 })
}, 30_000)

/** A job in progress in this process, and how it ends. */
async function activeJobs() {
  const queue = await queues.start()
  const started = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const seen = { calls: 0, isAborted: false }
  await queue.work(plain, async (_data, signal) => {
    seen.calls += 1
    signal.addEventListener('abort', () => {
      seen.isAborted = true
    })
    started.resolve()
    await end.promise
  })
  await queue.send(plain, { name: 'a' })
  await started.promise
  const isFresh = async () => {
    const [job] = rows<{ fresh: boolean }>(
      await queues.db.execute(
        sql`select heartbeat_on > now() - interval '2 seconds' as fresh from pgboss.job where name = 'plain'`,
      ),
    )
    return job?.fresh
  }
  return { queue, seen, end: end.resolve, isFresh }
}

test('a process that was silent for a while keeps its own job', async () => {
  const { queue, seen, end, isFresh } = await activeJobs()
  const silence = (seconds: number) =>
    queues.db.execute(sql`update pgboss.job set heartbeat_on = now() - make_interval(secs => ${seconds})`)
  // Right after a heartbeat: the check for lost jobs runs before the next one.
  await silence(5)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  await silence(11)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
  expect((await queues.states())[0]).toMatchObject({ state: 'completed', retryCount: 0 })
}, 30_000)

/** As `releaseLostJobs` leaves a job, not claimable yet. */
const giveUp = () =>
  queues.db.execute(sql`update pgboss.job set state = 'retry', start_after = now() + interval '1 hour'`)

/** As pg-boss's own pass leaves one: a new row. */
const giveUpByBoss = (name: string) =>
  queues.db.execute(sql`update pgboss.job set state = 'retry', heartbeat_on = null,
    output = '{"value": {"message": "job heartbeat timeout"}}', start_after = now() + interval '1 hour'
    where name = ${name}`)

test('completes a job once that was given up as lost but ends before it is restarted', async () => {
  const { queue, seen, end } = await activeJobs()
  await giveUp()
  end()
  await expect.poll(async () => (await queues.states())[0]?.state, { timeout: 2_000 }).toBe('completed')
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
})

test('a process that reconnects keeps its lost job, unless the job was restarted', async () => {
  const { queue, seen, end, isFresh } = await activeJobs()
  for (const lose of [giveUp, () => giveUpByBoss('plain')]) {
    await lose()
    await expect.poll(async () => (await queues.states())[0]?.state, { timeout: 8_000 }).toBe('active')
    expect([(await queues.states())[0]?.retryCount, await isFresh()]).toEqual([0, true])
  }
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
}, 30_000)

test('a job that failed or was handed over has no holder, despite a late heartbeat of the previous one', async () => {
  const queue = await queues.start()
  await queue.work(slow, async () => {
    throw new Error('It broke.')
  })
  await queue.send(slow, { name: 'a' })
  await expect.poll(async () => (await queues.states())[0]?.state).toBe('retry')
  await queue.stop()
  const lateHeartbeat = async () => {
    const [{ id } = { id: '' }] = rows<{ id: string }>(await queues.db.execute(sql`select id from pgboss.job`))
    return queues.db.transaction((tx) => touchJobs(within(tx), [{ id, retryCount: 0 }]))
  }
  expect([await lateHeartbeat(), (await queues.states())[0]?.state]).toEqual([new Set(), 'retry'])
  // The job was given up as lost before it was restarted.
  await giveUpByBoss('slow')
  await queues.db.execute(sql`update pgboss.job set state = 'active', heartbeat_on = now()`)
  await queues.db.transaction(async (tx) => {
    const [{ id } = { id: '' }] = rows<{ id: string }>(await tx.execute(sql`select id from pgboss.job`))
    await releaseJobs(within(tx), 'nobody', [{ id, retryCount: 0 }])
  })
  expect([await lateHeartbeat(), (await queues.states())[0]?.state]).toEqual([new Set(), 'retry'])
})

test('releases a job that exceeds its time limit, even if its handler does not stop', async () => {
  const { queue, end, isFresh } = await activeJobs()
  const started = Promise.withResolvers<AbortSignal>()
  await queue.work(slow, async (_data, signal) => {
    started.resolve(signal)
    await new Promise(() => {})
  })
  await queues.db.execute(sql`update pgboss.queue set expire_seconds = 1 where name = 'slow'`)
  await queue.send(slow, { name: 'b' })
  const signal = await started.promise
  await expect.poll(() => signal.aborted).toBe(true)
  // As pg-boss leaves a job that took too long.
  await giveUpByBoss('slow')
  // The process sends the heartbeats of its other job.
  for (let heartbeats = 0; heartbeats < 2; heartbeats += 1) {
    await queues.db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '5 seconds' where name = 'plain'`)
    await expect.poll(isFresh).toBe(true)
  }
  expect((await queues.states()).at(-1)).toMatchObject({ name: 'slow', state: 'retry' })
  await queues.db.execute(sql`update pgboss.queue set expire_seconds = 60 where name = 'slow'`)
  end()
}, 30_000)

test('a job given up as lost continues when it returns to its running process, and is not repeated', async () => {
  const { queue, seen, end, isFresh } = await activeJobs()
  await queues.db.execute(sql`update pgboss.job set state = 'retry', start_after = now()`)
  await expect.poll(async () => (await queues.states())[0], { timeout: 8_000 }).toMatchObject({ state: 'active' })
  await queues.db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '5 seconds'`)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
  expect((await queues.states())[0]).toMatchObject({ state: 'completed', retryCount: 1 })
}, 30_000)
