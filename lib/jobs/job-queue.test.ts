import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rows } from '@/lib/db/database'
import type { JobKind } from './job-queue'
import { openTestQueues, recorder, testKind } from './testing/test-queues'

const plain = testKind('plain')
const single = testKind('single', { concurrency: 1 })
const slow = testKind('slow')
const doomed = testKind('doomed', { retryLimit: 0 })
const owned: JobKind<{ workspaceId: string }> = {
  name: 'owned',
  schema: z.strictObject({ workspaceId: z.string() }),
  concurrency: 2,
  retryLimit: 0,
  expireInSeconds: 60,
}
const queues = openTestQueues([plain, single, slow, doomed, owned])

test('claims a job and completes it', async () => {
  const queue = await queues.start()
  const record = recorder(1)
  await queue.work(plain, async ({ name }) => record.add(name))
  await queue.send(plain, { name: 'a' })
  await record.done
  await queue.stop()
  expect((await queues.states())[0]).toMatchObject({ name: 'plain', state: 'completed' })
})

test('a job sent in a transaction exists only once it commits', async () => {
  const queue = await queues.start()
  const record = recorder(1)
  await queue.work(plain, async ({ name }) => record.add(name))
  const failing = queues.db.transaction(async (tx) => {
    await queue.send(plain, { name: 'rolled back' }, { tx })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await queues.db.transaction(async (tx) => {
    await queue.sendMany(plain, [{ data: { name: 'committed' } }], { tx })
  })
  await record.done
  expect(record.seen).toEqual(['committed'])
})

test('keeps one waiting job per key', async () => {
  const queue = await queues.start()
  await queue.send(plain, { name: 'a' }, { key: 'k' })
  await queue.send(plain, { name: 'b' }, { key: 'k' })
  await queue.send(plain, { name: 'c' })
  await queue.send(plain, { name: 'd' })
  expect(await queues.states()).toHaveLength(3)
})

test('claims jobs by priority, and not before their time', async () => {
  const queue = await queues.start()
  await queue.send(single, { name: 'later' }, { startAfter: 3_600, priority: 'interactive' })
  await queue.send(single, { name: 'batch' }, { priority: 'batch' })
  await queue.send(single, { name: 'normal' })
  await queue.send(single, { name: 'interactive' }, { priority: 'interactive' })
  const record = recorder(3)
  await queue.work(single, async ({ name }) => record.add(name))
  await record.done
  expect(record.seen).toEqual(['interactive', 'normal', 'batch'])
})

test('a workspace with many jobs does not block the jobs of another one', async () => {
  const queue = await queues.start()
  const manyJobs = Array.from({ length: 200 }, (_, index) => ({ data: { name: `big ${index}` } }))
  await queue.sendMany(plain, manyJobs, { group: 'big' })
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

test('a backlog of short jobs does not delay the jobs of others', async () => {
  const queue = await queues.start()
  const manyJobs = Array.from({ length: 2_000 }, () => ({ data: { name: 'big' } }))
  await queue.sendMany(plain, manyJobs, { group: 'big' })
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

test('retries a failed job and finally makes it a dead letter with its reason', async () => {
  const queue = await queues.start()
  const tried = Promise.withResolvers<void>()
  await queue.work(doomed, async () => {
    tried.resolve()
    throw new Error('it cannot work')
  })
  await queue.send(doomed, { name: 'a' })
  await tried.promise
  const dead = async () =>
    rows<{ output: { message: string } }>(
      await queues.db.execute(sql`select source_output as output from pgboss.job where name = 'doomed.dead'`),
    )[0]?.output.message
  await expect.poll(dead).toBe('it cannot work')
})

test('hasten runs a job that waits for its next attempt, so no second job is needed', async () => {
  const queue = await queues.start()
  expect(await queue.hasten(slow, 'k')).toBe(false)
  const record = recorder(2)
  await queue.work(slow, async ({ name }) => {
    record.add(name)
    if (record.seen.length === 1) throw new Error('not yet')
  })
  await queue.send(slow, { name: 'a' }, { key: 'k' })
  await expect.poll(async () => (await queues.states())[0]?.state).toBe('retry')
  await queues.db.execute(sql`update pgboss.job set start_after = now() + interval '1 hour'`)
  expect(await queue.hasten(slow, 'other')).toBe(false)
  await queues.db.transaction(async (tx) => expect(await queue.hasten(slow, 'k', { tx })).toBe(true))
  await record.done
  await expect.poll(queues.states).toMatchObject([{ state: 'completed' }])
  expect(await queue.hasten(slow, 'k')).toBe(false)
})

test('hasten needs no second job for one in progress', async () => {
  const queue = await queues.start()
  const [started, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await queue.work(plain, async () => {
    started.resolve()
    await end.promise
  })
  await queue.send(plain, { name: 'a' }, { key: 'k' })
  await started.promise
  expect(await queue.hasten(plain, 'k')).toBe(true)
  end.resolve()
})

test('the operator sees the dead letters of their own workspace, retries or deletes them', async () => {
  const queue = await queues.start()
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
  expect(first).toMatchObject({ kind: 'owned', reason: 'not yet', tries: 1, data: { workspaceId: 'mine' } })
  expect(await inspector.states('mine')).toContainEqual(expect.objectContaining({ name: 'owned', dead: 2 }))
  // Of all workspaces, once each, and only once their write has certainly committed.
  const fresh = (after: number) => inspector.newDeadLetters(after, 10)
  await expect.poll(async () => (await fresh(0)).length, { timeout: 5_000 }).toBe(3)
  const letters = await fresh(0)
  expect(letters.map(({ workspaceId }) => workspaceId).toSorted()).toEqual(['mine', 'mine', 'other'])
  expect(letters[0]).toMatchObject({
    kind: 'owned',
    reason: 'not yet',
    data: { workspaceId: letters[0]?.workspaceId },
  })
  expect(await fresh(letters.at(-1)?.atMicros ?? 0)).toEqual([])
  const [foreign] = await inspector.deadLetters('other', 10)
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
  const queue = await queues.start()
  await queues.db.execute(sql`create table if not exists kept (id int)`)
  const broken = queues.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`)
    const failing = queue.send({ ...plain, name: 'no such queue' }, { name: 'a' }).catch(() => 'failed')
    await new Promise((resolve) => setImmediate(resolve))
    await tx.execute(sql`insert into kept values (2)`)
    return failing
  })
  expect(await await broken).toBe('failed')
  expect(rows(await queues.db.execute(sql`select id from kept`))).toHaveLength(2)
})
