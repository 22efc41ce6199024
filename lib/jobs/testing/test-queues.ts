import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { z } from 'zod'

import { type Database, rows } from '@/lib/db/database'
import type { JobKind, JobQueue } from '../job-queue'
import { type QueueIntervals, type QueueSettings, startJobQueue } from '../start-job-queue'
import { openQueueDatabase, type QueueDatabase } from './open-queue-database'

/** A tenth of the production values. */
const INTERVALS: QueueIntervals = { touchMs: 300, sweepMs: 400, dueMs: 100 }

interface Data {
  name: string
}

export function testKind(name: string, overrides: Partial<JobKind<Data>> = {}): JobKind<Data> {
  const schema = z.strictObject({ name: z.string() })
  return { name, schema, concurrency: 4, retryLimit: 2, expireInSeconds: 60, ...overrides }
}

export interface TestQueues {
  readonly db: Database
  /** Another queue on the same database, as in another process. Stopped after the test. */
  start(intervals?: Partial<QueueIntervals>): Promise<JobQueue>
  /** All jobs, oldest first. */
  states(): Promise<{ name: string; state: string; retryCount: number }[]>
}

/** For a test file: queues on one database, emptied before each test. */
export function openTestQueues(kinds: readonly QueueSettings[]): TestQueues {
  let database: QueueDatabase
  const queues: JobQueue[] = []
  beforeAll(async () => {
    database = await openQueueDatabase()
  })
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop({ handOver: true })
    await database.db.execute(sql`delete from pgboss.job`)
  })
  afterAll(() => database.close())
  return {
    get db() {
      return database.db
    },
    start: async (intervals) => {
      const queue = await startJobQueue(database.connection, kinds, { ...INTERVALS, ...intervals })
      queues.push(queue)
      return queue
    },
    states: async () =>
      rows(
        await database.db.execute(
          sql`select name, state::text as state, retry_count as "retryCount" from pgboss.job order by created_on`,
        ),
      ),
  }
}

/** Resolves when `count` jobs have been handled. */
export function recorder(count: number) {
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
