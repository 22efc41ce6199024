import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { rows } from '@/lib/db/database'
import { within } from './boss-database'
import type { JobKind, JobQueue } from './job-queue'
import { releaseJobs, touchJobs } from './job-statements'
import { startJobQueue } from './start-job-queue'
import { openQueueDatabase, type QueueDatabase } from './testing/open-queue-database'

interface Data {
  name: string
}
const kind = (name: string, more: Partial<JobKind<Data>> = {}): JobKind<Data> => ({
  name,
  schema: z.strictObject({ name: z.string() }),
  concurrency: 4,
  retryLimit: 2,
  expireInSeconds: 60,
  ...more,
})
const plain = kind('plain')
const single = kind('single', { concurrency: 1 })
const slow = kind('slow')
const doomed = kind('doomed', { retryLimit: 0 })
const owned: JobKind<{ workspaceId: string }> = {
  ...{ name: 'owned', schema: z.strictObject({ workspaceId: z.string() }), concurrency: 2 },
  ...{ retryLimit: 0, expireInSeconds: 60 },
}
const kinds = [plain, single, slow, doomed, owned]

let database: QueueDatabase
const queues: JobQueue[] = []
const start = async () => {
  const queue = await startJobQueue(database.connection, kinds)
  queues.push(queue)
  return queue
}

beforeAll(async () => {
  database = await openQueueDatabase()
})
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop({ handOver: true })
  await database.db.execute(sql`delete from pgboss.job`)
})
afterAll(() => database.close())

/** Resolves when `count` jobs have been handled. */
function recorder(count: number) {
  const seen: string[] = []
  const done = Promise.withResolvers<void>()
  return {
    seen,
    done: done.promise,
    add: (name: string) => {
      seen.push(name)
      if (seen.length === count) done.resolve()
    },
  }
}

const states = async () =>
  rows<{ name: string; state: string; retryCount: number }>(
    await database.db.execute(
      sql`select name, state::text as state, retry_count as "retryCount" from pgboss.job order by created_on`,
    ),
  )

test('takes a job at once and completes it', async () => {
  const queue = await start()
  const record = recorder(1)
  await queue.work(plain, async ({ name }) => record.add(name))
  const sentAt = performance.now()
  await queue.send(plain, { name: 'a' })
  await record.done
  expect(performance.now() - sentAt).toBeLessThan(500)
  await queue.stop()
  expect((await states())[0]).toMatchObject({ name: 'plain', state: 'completed' })
})

test('a job that is sent in a transaction exists only when it commits', async () => {
  const queue = await start()
  const record = recorder(1)
  await queue.work(plain, async ({ name }) => record.add(name))
  const failing = database.db.transaction(async (tx) => {
    await queue.send(plain, { name: 'rolled back' }, { tx })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await database.db.transaction(async (tx) => {
    await queue.sendMany(plain, [{ data: { name: 'committed' } }], { tx })
  })
  await record.done
  expect(record.seen).toEqual(['committed'])
})

test('one waiting job a key', async () => {
  const queue = await start()
  await queue.send(plain, { name: 'a' }, { key: 'k' })
  await queue.send(plain, { name: 'b' }, { key: 'k' })
  await queue.send(plain, { name: 'c' })
  await queue.send(plain, { name: 'd' })
  expect(await states()).toHaveLength(3)
})

test('takes the important first, and not before its time', async () => {
  const queue = await start()
  await queue.send(single, { name: 'later' }, { startAfter: 3_600, priority: 'interactive' })
  await queue.send(single, { name: 'batch' }, { priority: 'batch' })
  await queue.send(single, { name: 'normal' })
  await queue.send(single, { name: 'interactive' }, { priority: 'interactive' })
  const record = recorder(3)
  await queue.work(single, async ({ name }) => record.add(name))
  await record.done
  expect(record.seen).toEqual(['interactive', 'normal', 'batch'])
})

test('a workspace with many jobs leaves places for another one', async () => {
  const queue = await start()
  const many = Array.from({ length: 200 }, (_, index) => ({ data: { name: `big ${index}` } }))
  await queue.sendMany(plain, many, { group: 'big' })
  const open = Promise.withResolvers<void>()
  const small = Promise.withResolvers<void>()
  let big = 0
  await queue.work(plain, async ({ name }) => {
    if (name === 'small') return small.resolve()
    big += 1
    await open.promise
  })
  await expect.poll(() => big).toBe(3)
  await queue.send(plain, { name: 'small' }, { group: 'small' })
  await small.promise
  expect(big).toBe(3)
  open.resolve()
  await expect.poll(() => big, { timeout: 10_000 }).toBe(200)
})

test('a backlog of short jobs does not come before what somebody else sends', async () => {
  const queue = await start()
  const many = Array.from({ length: 2_000 }, () => ({ data: { name: 'big' } }))
  await queue.sendMany(plain, many, { group: 'big' })
  const small = Promise.withResolvers<number>()
  let big = 0
  await queue.work(plain, async ({ name }) => {
    if (name === 'small') small.resolve(big)
    else big += 1
  })
  await expect.poll(() => big, { timeout: 10_000 }).toBeGreaterThan(20)
  await queue.send(plain, { name: 'small' }, { group: 'small' })
  expect(await small.promise).toBeLessThan(1_500)
})

test('a failed job is tried again and at last becomes a dead letter with its reason', async () => {
  const queue = await start()
  const tried = Promise.withResolvers<void>()
  await queue.work(doomed, async () => {
    tried.resolve()
    throw new Error('it cannot work')
  })
  await queue.send(doomed, { name: 'a' })
  await tried.promise
  const dead = async () =>
    rows<{ output: { message: string } }>(
      await database.db.execute(sql`select source_output as output from pgboss.job where name = 'doomed.dead'`),
    )[0]?.output.message
  await expect.poll(dead).toBe('it cannot work')
})

test('what waits for its next try may run at once, so that nobody needs a second job', async () => {
  const queue = await start()
  expect(await queue.hasten(slow, 'k')).toBe(false)
  const record = recorder(2)
  await queue.work(slow, async ({ name }) => {
    record.add(name)
    if (record.seen.length === 1) throw new Error('not yet')
  })
  await queue.send(slow, { name: 'a' }, { key: 'k' })
  await expect.poll(async () => (await states())[0]?.state).toBe('retry')
  await database.db.execute(sql`update pgboss.job set start_after = now() + interval '1 hour'`)
  expect(await queue.hasten(slow, 'other')).toBe(false)
  await database.db.transaction(async (tx) => expect(await queue.hasten(slow, 'k', { tx })).toBe(true))
  await record.done
  await expect.poll(states).toMatchObject([{ state: 'completed' }])
  expect(await queue.hasten(slow, 'k')).toBe(false)
})

test('what is under way needs no second job either', async () => {
  const queue = await start()
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await queue.work(plain, async () => {
    begun.resolve()
    await end.promise
  })
  await queue.send(plain, { name: 'a' }, { key: 'k' })
  await begun.promise
  expect(await queue.hasten(plain, 'k')).toBe(true)
  end.resolve()
})

test('the operator sees the dead letters of the own workspace, tries them again or throws them away', async () => {
  const queue = await start()
  let works = false
  const record = recorder(3)
  await queue.work(owned, async ({ workspaceId }) => {
    record.add(workspaceId)
    if (!works) throw new Error('not yet')
  })
  for (const workspaceId of ['mine', 'mine', 'other']) await queue.send(owned, { workspaceId }, { group: workspaceId })
  await record.done
  const { inspector } = queue
  await expect.poll(async () => (await inspector.deadLetters('mine', 10)).length).toBe(2)
  const [first, second] = await inspector.deadLetters('mine', 10)
  const [foreign] = await inspector.deadLetters('other', 10)
  expect(first).toMatchObject({ kind: 'owned', reason: 'not yet', tries: 1, data: { workspaceId: 'mine' } })
  expect(await inspector.states('mine')).toContainEqual(expect.objectContaining({ name: 'owned', dead: 2 }))
  // Of all workspaces and once each; not before their writing is surely over.
  const fresh = (after: number) => inspector.newDeadLetters(after, 10)
  await expect.poll(async () => (await fresh(0)).length, { timeout: 5_000 }).toBe(3)
  const letters = await fresh(0)
  expect(letters.map(({ workspaceId }) => workspaceId).toSorted()).toEqual(['mine', 'mine', 'other'])
  expect(letters[0]).toMatchObject({
    ...{ kind: 'owned', reason: 'not yet' },
    data: { workspaceId: letters[0]?.workspaceId },
  })
  expect(await fresh(letters.at(-1)?.atMicros ?? 0)).toEqual([])
  expect(await inspector.retry('mine', foreign?.id ?? '')).toBe(false)
  expect(await inspector.discard('mine', foreign?.id ?? '')).toBe(false)
  works = true
  expect(await inspector.retry('mine', first?.id ?? '')).toBe(true)
  expect(await inspector.discard('mine', second?.id ?? '')).toBe(true)
  await expect.poll(() => record.seen.length).toBe(4)
  expect(await inspector.deadLetters('mine', 10)).toEqual([])
  expect(await inspector.history({ from: new Date(0), bucketSeconds: 900 })).toEqual(expect.any(Array))
})

test('a failing statement of the queue does not roll back a request', async () => {
  const queue = await start()
  await database.db.execute(sql`create table if not exists kept (id int)`)
  const broken = database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`)
    const failing = queue.send({ ...plain, name: 'no such queue' }, { name: 'a' }).catch(() => 'failed')
    await new Promise((resolve) => setImmediate(resolve))
    await tx.execute(sql`insert into kept values (2)`)
    return failing
  })
  expect(await await broken).toBe('failed')
  expect(rows(await database.db.execute(sql`select id from kept`))).toHaveLength(2)
})

test('handing over gives a running job to another process at once, without counting the try', async () => {
  const first = await start()
  const began = Promise.withResolvers<void>()
  await first.work(plain, async (_data, signal) => {
    began.resolve()
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  await first.send(plain, { name: 'a' })
  await began.promise
  await first.stop({ handOver: true })
  expect((await states())[0]).toMatchObject({ state: 'retry', retryCount: 0 })
  const second = await start()
  const record = recorder(1)
  await second.work(plain, async ({ name }) => record.add(name))
  await record.done
})

test('a job of a process that is gone goes to another one', async () => {
  const first = await start()
  const began = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  await first.work(single, async (_data, signal) => {
    began.resolve()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    aborted.resolve()
  })
  await first.send(single, { name: 'a' })
  await began.promise
  // As after a kill -9: its heartbeat is old, and stays so although the first process lives here and says that it is
  // there. It must notice that it lost the job.
  const silence = () =>
    database.db.execute(
      sql`update pgboss.job set heartbeat_on = now() - interval '11 seconds' where state = 'active' and retry_count = 0`,
    )
  await silence()
  const silencing = setInterval(() => void silence(), 100)
  const record = recorder(1)
  const second = await start()
  await second.work(single, async (_data, _signal, job) => record.add(`attempt ${job.attempt}`))
  await record.done
  clearInterval(silencing)
  expect(record.seen).toEqual(['attempt 1'])
  await aborted.promise
  await second.stop()
  expect((await states())[0]).toMatchObject({ state: 'completed', retryCount: 1 })
})

/** A job under way in this process, and how it fares. */
async function underWay() {
  const queue = await start()
  const began = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const seen = { calls: 0, isAborted: false }
  await queue.work(plain, async (_data, signal) => {
    seen.calls += 1
    signal.addEventListener('abort', () => {
      seen.isAborted = true
    })
    began.resolve()
    await end.promise
  })
  await queue.send(plain, { name: 'a' })
  await began.promise
  const isFresh = async () => {
    const [job] = rows<{ fresh: boolean }>(
      await database.db.execute(sql`select heartbeat_on > now() - interval '2 seconds' as fresh from pgboss.job`),
    )
    return job?.fresh
  }
  return { queue, seen, end: end.resolve, isFresh }
}

test('a process that was silent for a while keeps its job: it does not take it for that of a process that is gone', async () => {
  const { queue, seen, end, isFresh } = await underWay()
  const silence = (seconds: number) =>
    database.db.execute(sql`update pgboss.job set heartbeat_on = now() - make_interval(secs => ${seconds})`)
  // Just after it was heard of: others are looked for sooner than it says again that it is there.
  await silence(5)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  await silence(11)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
  expect((await states())[0]).toMatchObject({ state: 'completed', retryCount: 0 })
})

/** As `releaseLostJobs` leaves one, not to be taken yet. */
const giveUp = () =>
  database.db.execute(sql`update pgboss.job set state = 'retry', start_after = now() + interval '1 hour'`)

/** As pg-boss's own pass leaves one: a new row. */
const giveUpByBoss = () =>
  database.db.execute(sql`update pgboss.job set state = 'retry', heartbeat_on = null,
    output = '{"value": {"message": "job heartbeat timeout"}}', start_after = now() + interval '1 hour'`)

test('a job that was given up for lost and ends before anybody has begun it again is done, once', async () => {
  const { queue, seen, end } = await underWay()
  await giveUp()
  end()
  await expect.poll(async () => (await states())[0]?.state, { timeout: 2_000 }).toBe('completed')
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
})

test('a process that is heard of again keeps its job that was given up for lost, if nobody has begun it', async () => {
  const { queue, seen, end, isFresh } = await underWay()
  for (const lose of [giveUp, giveUpByBoss]) {
    await lose()
    await expect.poll(async () => (await states())[0]?.state, { timeout: 8_000 }).toBe('active')
    expect([(await states())[0]?.retryCount, await isFresh()]).toEqual([0, true])
  }
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
})

test('a job that failed or was handed over has no holder, whatever who held it says a moment later', async () => {
  const queue = await start()
  await queue.work(slow, async () => {
    throw new Error('It broke.')
  })
  await queue.send(slow, { name: 'a' })
  await expect.poll(async () => (await states())[0]?.state).toBe('retry')
  await queue.stop()
  const late = async () => {
    const [{ id } = { id: '' }] = rows<{ id: string }>(await database.db.execute(sql`select id from pgboss.job`))
    return database.db.transaction((tx) => touchJobs(within(tx), [{ id, retryCount: 0 }]))
  }
  expect([await late(), (await states())[0]?.state]).toEqual([new Set(), 'retry'])
  // It had been given up for lost before somebody took it up again.
  await giveUpByBoss()
  await database.db.execute(sql`update pgboss.job set state = 'active', heartbeat_on = now()`)
  await database.db.transaction(async (tx) => {
    const [{ id } = { id: '' }] = rows<{ id: string }>(await tx.execute(sql`select id from pgboss.job`))
    await releaseJobs(within(tx), 'nobody', [{ id, retryCount: 0 }])
  })
  expect([await late(), (await states())[0]?.state]).toEqual([new Set(), 'retry'])
})

test('a job whose time is up goes to others, also when its handler does not stop', async () => {
  const queue = await start()
  const began = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  await queue.work(slow, async () => {
    began.resolve()
    await end.promise
  })
  await database.db.execute(sql`update pgboss.queue set expire_seconds = 1 where name = 'slow'`)
  await queue.send(slow, { name: 'a' })
  await began.promise
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  // As pg-boss leaves one that took too long.
  await giveUpByBoss()
  await new Promise((resolve) => setTimeout(resolve, 3_500))
  expect((await states())[0]).toMatchObject({ state: 'retry' })
  await database.db.execute(sql`update pgboss.queue set expire_seconds = 60 where name = 'slow'`)
  end.resolve()
})

test('a job that was given up for lost and comes back to the process that is at it goes on, and is not done twice', async () => {
  const { queue, seen, end, isFresh } = await underWay()
  await database.db.execute(sql`update pgboss.job set state = 'retry', start_after = now()`)
  await expect.poll(async () => (await states())[0], { timeout: 8_000 }).toMatchObject({ state: 'active' })
  await database.db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '5 seconds'`)
  await expect.poll(isFresh, { timeout: 8_000 }).toBe(true)
  end()
  await queue.stop()
  expect(seen).toEqual({ calls: 1, isAborted: false })
  expect((await states())[0]).toMatchObject({ state: 'completed', retryCount: 1 })
})
