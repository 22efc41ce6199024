import 'server-only'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { EmbeddedClient } from '@/lib/db/embedded-client'
import { log } from '@/lib/platform/log'

export interface JobKind<Data> {
  name: string
  schema: z.ZodType<Data>
  /** Jobs of this kind that run at once in one process. */
  concurrency: number
  retryLimit: number
  expireInSeconds: number
}

export interface JobQueue {
  /** `key` set: at most one waiting job of this kind and key. */
  send<Data extends object>(kind: JobKind<Data>, data: Data, options?: { key?: string }): Promise<void>
  work<Data extends object>(
    kind: JobKind<Data>,
    handler: (data: Data, signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  stop(): Promise<void>
}

interface Connection {
  embedded: EmbeddedClient | null
  /** Used when there is no embedded database. */
  databaseUrl: string | null
}

/** Jobs on pg-boss, so that a restart goes on with what was waiting or running. */
export async function startJobQueue(connection: Connection): Promise<JobQueue> {
  const boss = new PgBoss(options(connection))
  boss.on('error', (error) => log().error({ cause: error }, 'job queue'))
  await boss.start()
  const known = new Set<string>()
  const ensure = async (kind: JobKind<object>) => {
    if (known.has(kind.name)) return
    await boss.createQueue(kind.name, {
      policy: 'short',
      retryLimit: kind.retryLimit,
      retryBackoff: true,
      expireInSeconds: kind.expireInSeconds,
    })
    known.add(kind.name)
  }
  return {
    async send(kind, data, options = {}) {
      await ensure(kind)
      await boss.send(kind.name, data, options.key === undefined ? {} : { singletonKey: options.key })
    },
    async work(kind, handler) {
      await ensure(kind)
      await boss.work(kind.name, { pollingIntervalSeconds: 0.5, localConcurrency: kind.concurrency }, async ([job]) => {
        if (job) await handler(kind.schema.parse(job.data), job.signal)
      })
    },
    stop: () => boss.stop({ graceful: true, timeout: 1_000 }),
  }
}

function options({ embedded, databaseUrl }: Connection): ConstructorOptions {
  if (embedded) return { db: { executeSql: onEmbedded(embedded) }, backend: 'pglite', schema: 'pgboss' }
  if (databaseUrl) return { connectionString: databaseUrl, schema: 'pgboss', max: 4 }
  throw new AppError('INTERNAL', 'The job queue has no database.')
}

type ExecuteSql = (text: string, values?: unknown[]) => ReturnType<NonNullable<ConstructorOptions['db']>['executeSql']>

/** Several statements in one text, and the ROLLBACK after a failure, must not meet somebody else's transaction. */
function onEmbedded(client: EmbeddedClient): ExecuteSql {
  return (text, values = []) =>
    client.exclusive(async (session) => {
      try {
        if (values.length > 0) return await session.query(text, values)
        return { rows: (await session.exec(text)).flatMap((result) => result.rows) }
      } catch (error) {
        await session.exec('ROLLBACK')
        throw error
      }
    })
}
