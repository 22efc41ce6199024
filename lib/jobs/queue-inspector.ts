import 'server-only'
import type { PgBoss } from 'pg-boss'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { deadQueueOf } from './job-kind'

/** One kind of job, limited to the jobs of one workspace. */
export interface QueueState {
  name: string
  /** May run now. */
  ready: number
  /** Waits for its start time or its next attempt. */
  later: number
  active: number
  /** Waiting time of the oldest ready job; null without one. */
  oldestSeconds: number | null
  doneLastHour: number
  failedLastHour: number
  dead: number
}

/** Job counts of the whole server in a time interval. */
export interface QueuePoint {
  at: Date
  done: number
  failed: number
  waiting: number
}

export interface DeadLetter {
  id: string
  kind: string
  data: object
  reason: string
  reasonRef: ProblemRef | null
  tries: number
  sentAt: Date
  failedAt: Date
}

/** A dead letter of any workspace. */
export interface NewDeadLetter {
  workspaceId: string
  kind: string
  data: object
  reason: string
  reasonRef: ProblemRef | null
  /** Time of the final failure by the database's clock, in microseconds. */
  atMicros: number
}

/** For the operator's page. It never sees jobs of other workspaces. */
export interface QueueInspector {
  states(workspaceId: string): Promise<QueueState[]>
  history(range: { from: Date; bucketSeconds: number }): Promise<QueuePoint[]>
  deadLetters(workspaceId: string, limit: number): Promise<DeadLetter[]>
  /**
   * Dead letters of all workspaces, oldest first, except those of the last two seconds: a commit in progress would be
   * skipped.
   */
  newDeadLetters(afterMicros: number, limit: number): Promise<NewDeadLetter[]>
  /** Puts the job back into its queue. @returns false if it does not exist */
  retry(workspaceId: string, jobId: string): Promise<boolean>
  discard(workspaceId: string, jobId: string): Promise<boolean>
}

export function createQueueInspector(boss: PgBoss, names: readonly string[]): QueueInspector {
  const db = boss.getDb()
  const dead = names.map(deadQueueOf)
  const findDead = async (workspaceId: string, jobId: string): Promise<string | null> => {
    const { rows } = await db.executeSql(
      `select name from pgboss.job where id = $1::uuid and name = any($2::text[]) and data->>'workspaceId' = $3`,
      [jobId, dead, workspaceId],
    )
    return rows[0] ? String(rows[0].name) : null
  }
  return {
    async states(workspaceId) {
      const { rows } = await db.executeSql(STATES, [[...names, ...dead], workspaceId])
      const found = new Map(rows.map((row) => [String(row.name), row]))
      return names.map((name) => {
        const row = found.get(name)
        return {
          name,
          ready: Number(row?.ready ?? 0),
          later: Number(row?.later ?? 0),
          active: Number(row?.active ?? 0),
          oldestSeconds: row?.oldest == null ? null : Number(row.oldest),
          doneLastHour: Number(row?.done ?? 0),
          failedLastHour: Number(row?.failed ?? 0),
          dead: Number(found.get(deadQueueOf(name))?.ready ?? 0),
        }
      })
    },
    history: (range) => readHistory(boss, names, range),
    async deadLetters(workspaceId, limit) {
      const { rows } = await db.executeSql(DEAD_LETTERS, [dead, workspaceId, limit])
      return rows.map((row) => ({
        id: String(row.id),
        kind: String(row.kind),
        data: row.data,
        reason: String(row.reason ?? ''),
        reasonRef: row.ref ?? null,
        tries: Number(row.tries ?? 0) + 1,
        sentAt: new Date(row.sent),
        failedAt: new Date(row.failed),
      }))
    },
    async newDeadLetters(afterMicros, limit) {
      const { rows } = await db.executeSql(NEW_DEAD_LETTERS, [dead, afterMicros, limit])
      return rows.map((row) => ({
        workspaceId: String(row.workspace),
        kind: String(row.kind),
        reason: String(row.reason ?? ''),
        reasonRef: row.ref ?? null,
        data: row.data,
        atMicros: Number(row.at),
      }))
    },
    async retry(workspaceId, jobId) {
      const queue = await findDead(workspaceId, jobId)
      return queue !== null && (await boss.redrive(queue, { ids: [jobId] })) > 0
    },
    async discard(workspaceId, jobId) {
      const queue = await findDead(workspaceId, jobId)
      if (queue !== null) await boss.deleteJob(queue, jobId)
      return queue !== null
    },
  }
}

const STATES = `
  select name,
    count(*) filter (where state < 'active' and start_after <= now()) as ready,
    count(*) filter (where state < 'active' and start_after > now()) as later,
    count(*) filter (where state = 'active') as active,
    extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after <= now())) as oldest,
    count(*) filter (where state = 'completed' and completed_on > now() - interval '1 hour') as done,
    count(*) filter (where state = 'failed' and completed_on > now() - interval '1 hour') as failed
  from pgboss.job where name = any($1::text[]) and data->>'workspaceId' = $2 group by name`

const DEAD_LETTERS = `
  select id, source_name as kind, data, source_output->>'message' as reason, source_output->'ref' as ref,
    source_retry_count as tries,
    coalesce(source_created_on, created_on) as sent, created_on as failed
  from pgboss.job where name = any($1::text[]) and data->>'workspaceId' = $2 and state < 'active'
  order by created_on desc limit $3`

const NEW_DEAD_LETTERS = `
  select data->>'workspaceId' as workspace, source_name as kind, data, source_output->>'message' as reason,
    source_output->'ref' as ref, (extract(epoch from created_on) * 1000000)::bigint as at
  from pgboss.job where name = any($1::text[]) and state < 'active' and data->>'workspaceId' is not null
    and created_on > to_timestamp($2::float8 / 1000000) and created_on < now() - interval '2 seconds'
  order by created_on limit $3`

async function readHistory(
  boss: PgBoss,
  names: readonly string[],
  { from, bucketSeconds }: { from: Date; bucketSeconds: number },
): Promise<QueuePoint[]> {
  const points = new Map<number, QueuePoint>()
  for (const name of names) {
    for (const stats of await boss.getQueueStats(name, { from, limit: 10_000 })) {
      const atMs = Math.floor(stats.capturedOn.getTime() / (bucketSeconds * 1_000)) * bucketSeconds * 1_000
      const point = points.get(atMs) ?? { at: new Date(atMs), done: 0, failed: 0, waiting: 0 }
      point.done += stats.completedDelta ?? 0
      point.failed += stats.failedDelta ?? 0
      point.waiting = Math.max(point.waiting, stats.readyCount)
      points.set(atMs, point)
    }
  }
  return [...points.values()].sort((left, right) => left.at.getTime() - right.at.getTime())
}
