import 'server-only'
import type { Db } from 'pg-boss'

/** One attempt at a job; a later attempt has a higher count, so that an old holder cannot touch it. */
export interface HeldJob {
  id: string
  retryCount: number
}

/** pg-boss sends the name of a queue here when a job of it may run. */
export async function notifyChannel(db: Db): Promise<string> {
  const { rows } = await db.executeSql(
    `select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as channel`,
  )
  return String(rows[0]?.channel)
}

/** Which of these queues have a job that may run now. */
export async function dueQueues(db: Db, names: readonly string[]): Promise<string[]> {
  const { rows } = await db.executeSql(
    `select name from unnest($1::text[]) as name where exists (
       select 1 from pgboss.job where job.name = name.name and state < 'active' and not blocked and start_after <= now())`,
    [names],
  )
  return rows.map((row) => String(row.name))
}

/** Lets what waits under this key run now. @returns whether something did, or is under way */
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

/** What pg-boss writes when it gives a job up for lost; `releaseLostJobs` leaves the heartbeat that it saw. */
const GIVEN_UP = `(heartbeat_on is not null or output -> 'value' ->> 'message' = 'job heartbeat timeout')`

/**
 * Says that these jobs are alive, also one that was given up for lost and that nobody has begun again. One that waits
 * because it failed or was handed over has no holder, though who held it a moment ago may still say so.
 * @returns those that still belong to the caller
 */
export async function touchJobs(db: Db, jobs: readonly HeldJob[]): Promise<Set<string>> {
  const { rows } = await db.executeSql(
    `update pgboss.job set heartbeat_on = now(), state = 'active'
     where (state = 'active' or state = 'retry' and ${GIVEN_UP})
       and (id, retry_count) in (select * from unnest($1::uuid[], $2::int[]))
     returning id`,
    columns(jobs),
  )
  return new Set(rows.map((row) => String(row.id)))
}

/** Jobs that ended although they were given up for lost meanwhile: nobody has begun them again, and nobody shall. */
export async function completeGivenUp(db: Db, name: string, jobs: readonly HeldJob[]): Promise<void> {
  await db.executeSql(
    `update pgboss.job set state = 'completed', completed_on = now()
     where name = $1 and state = 'retry' and (id, retry_count) in (select * from unnest($2::uuid[], $3::int[]))`,
    [name, ...columns(jobs)],
  )
}

/**
 * Gives jobs back without counting the attempt, and wakes those who may take them. What an earlier attempt left in
 * `output` goes: `touchJobs` would take a job that was once given up for lost for one that still is.
 */
export async function releaseJobs(db: Db, channel: string, jobs: readonly HeldJob[]): Promise<void> {
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
 * Takes jobs from processes that have not been heard of. Those without a try left stay for pg-boss's own pass, which
 * makes dead letters of them.
 */
export async function releaseLostJobs(db: Db, channel: string, lost: 'silent' | 'all'): Promise<number> {
  const silent = lost === 'all' ? 'true' : `heartbeat_on + heartbeat_seconds * interval '1 second' < now()`
  const { rows } = await db.executeSql(
    `with released as (
       update pgboss.job set state = 'retry', start_after = now()
       where state = 'active' and retry_count < retry_limit and name not like '\\_\\_pgboss%' and ${silent}
       returning name)
     select name, count(*)::int as count, pg_notify($1, name) from released group by name`,
    [channel],
  )
  return rows.reduce((sum, row) => sum + Number(row.count), 0)
}

function columns(jobs: readonly HeldJob[]): [string[], number[]] {
  return [jobs.map((job) => job.id), jobs.map((job) => job.retryCount)]
}
