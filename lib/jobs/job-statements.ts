import 'server-only'
import type { Db } from 'pg-boss'

/** One attempt at a job. A later attempt has a higher count, so an earlier holder cannot change it. */
export interface JobAttempt {
  id: string
  retryCount: number
}

/** The channel on which pg-boss announces that a job of a queue may run. */
export async function notifyChannel(db: Db): Promise<string> {
  const { rows } = await db.executeSql(
    `select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as channel`,
  )
  return String(rows[0]?.channel)
}

/** The queues among these with a job that may run now. */
export async function dueQueues(db: Db, names: readonly string[]): Promise<string[]> {
  const { rows } = await db.executeSql(
    `select name from unnest($1::text[]) as name where exists (
       select 1 from pgboss.job where job.name = name.name and state < 'active' and not blocked and start_after <= now())`,
    [names],
  )
  return rows.map((row) => String(row.name))
}

/** Lets the waiting job of this key run now. @returns whether one was waiting or in progress */
export async function hastenJob(db: Db, name: string, key: string): Promise<boolean> {
  const { rows } = await db.executeSql(
    `with hastened as (
       update pgboss.job set start_after = least(start_after, now())
       where name = $1 and singleton_key = $2 and state < 'active' returning id)
     select exists (select from hastened)
       or exists (select from pgboss.job where name = $1 and singleton_key = $2 and state = 'active') as found`,
    [name, key],
  )
  return rows[0]?.found === true
}

/** pg-boss's error for a lost job; `releaseLostJobs` keeps the last heartbeat. */
const GIVEN_UP = `(heartbeat_on is not null or output -> 'value' ->> 'message' = 'job heartbeat timeout')`

/**
 * Sends the heartbeat of these jobs, also for one that was given up as lost and not restarted. A job waiting after a
 * failure or handover has no holder, although the previous one may still report it.
 * @returns those that still belong to the caller
 */
export async function touchJobs(db: Db, jobs: readonly JobAttempt[]): Promise<Set<string>> {
  const { rows } = await db.executeSql(
    `update pgboss.job set heartbeat_on = now(), state = 'active'
     where (state = 'active' or state = 'retry' and ${GIVEN_UP})
       and (id, retry_count) in (select * from unnest($1::uuid[], $2::int[]))
     returning id`,
    columns(jobs),
  )
  return new Set(rows.map((row) => String(row.id)))
}

/** Completes jobs that ended although they were given up as lost meanwhile, so that they are not restarted. */
export async function completeGivenUp(db: Db, name: string, jobs: readonly JobAttempt[]): Promise<void> {
  await db.executeSql(
    `update pgboss.job set state = 'completed', completed_on = now()
     where name = $1 and state = 'retry' and (id, retry_count) in (select * from unnest($2::uuid[], $3::int[]))`,
    [name, ...columns(jobs)],
  )
}

/**
 * Returns jobs without counting the attempt, and wakes other processes. Clears `output` from an earlier attempt:
 * `touchJobs` would treat a job that was lost once as still lost.
 */
export async function releaseJobs(db: Db, channel: string, jobs: readonly JobAttempt[]): Promise<void> {
  if (jobs.length === 0) return
  await db.executeSql(
    `with released as (
       update pgboss.job set state = 'retry', started_on = null, heartbeat_on = null, output = null, start_after = now()
       where state = 'active' and (id, retry_count) in (select * from unnest($1::uuid[], $2::int[]))
       returning name)
     select pg_notify($3, name) from (select distinct name from released) as names`,
    [...columns(jobs), channel],
  )
}

/**
 * Releases the jobs of processes whose heartbeat stopped. Jobs without attempts left stay for pg-boss's own pass, which
 * makes them dead letters.
 */
export async function releaseLostJobs(db: Db, channel: string, lost: 'silent' | 'all'): Promise<number> {
  const isLost = lost === 'all' ? 'true' : `heartbeat_on + heartbeat_seconds * interval '1 second' < now()`
  const { rows } = await db.executeSql(
    `with released as (
       update pgboss.job set state = 'retry', start_after = now()
       where state = 'active' and retry_count < retry_limit and name not like '\\_\\_pgboss%' and ${isLost}
       returning name)
     select name, count(*)::int as count, pg_notify($1, name) from released group by name`,
    [channel],
  )
  return rows.reduce((sum, row) => sum + Number(row.count), 0)
}

function columns(jobs: readonly JobAttempt[]): [string[], number[]] {
  return [jobs.map((job) => job.id), jobs.map((job) => job.retryCount)]
}
