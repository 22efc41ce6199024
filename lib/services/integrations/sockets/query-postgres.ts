import 'server-only'
import postgres from 'postgres'
import type { Json } from '@/lib/core/json'
import type { DatabaseQuery, DatabaseResult } from '@/lib/engine/socket-services'
import { cancelUntilEnded } from './cancel-until-ended'
import { CollectedRows } from './collect-rows'
import { postgresError } from './database-errors'
import { MAX_RECEIVED_BYTES, type QueryScope } from './query-scope'
import type { DatabaseLogin } from './server-address'
import { checkedStatement } from './statement-fault'

const BATCH_ROWS = 200
/** By default, a statement without parameters is sent in the simple protocol, which accepts several statements. */
const PREPARED = { prepare: true, simple: false }
const CANCEL_TIMEOUT_MS = 5_000

/** Runs one statement in a transaction of a connection of its own. */
export async function queryPostgres(
  login: DatabaseLogin,
  query: DatabaseQuery,
  { signal, timeoutMs }: QueryScope,
): Promise<DatabaseResult> {
  const { text, parameters } = checkedStatement(query)
  const sql = await connect(login, signal)
  const found = new CollectedRows(query.maxRows)
  try {
    const work = sql.begin(query.isReadOnly ? 'read only' : 'read write', async (tx) => {
      const [backend] = await tx<{ pid: string }[]>`
        SELECT set_config('statement_timeout', ${String(timeoutMs)}, true), pg_backend_pid()::text AS pid`
      query.onSent?.()
      // Prepared: the server then accepts one statement only.
      const pending = tx.unsafe(text, parameters.map(parameterOf), PREPARED)
      let hasEnded = false
      const cancel = () =>
        void cancelUntilEnded(
          () => cancelBackend(login, backend?.pid ?? ''),
          () => hasEnded,
        )
      signal.addEventListener('abort', cancel, { once: true })
      try {
        signal.throwIfAborted()
        // A statement that changes data must run to its end, whatever it returns.
        if (!query.isReadOnly) {
          const rows = await pending
          for (const row of rows) if (!found.add(row)) break
          return rows.count
        }
        for await (const rows of pending.cursor(BATCH_ROWS)) if (!rows.every((row) => found.add(row))) break
        return 0
      } finally {
        hasEnded = true
        signal.removeEventListener('abort', cancel)
      }
    })
    const affected = await work
    return { rows: found.rows, isCut: found.isCut, affected }
  } catch (error) {
    throw postgresError(error, login, signal)
  } finally {
    void sql.end({ timeout: 1 })
  }
}

/** The user of a connection may cancel the statements of its other connections. */
async function cancelBackend(login: DatabaseLogin, pid: string): Promise<void> {
  try {
    const sql = await connect(login, AbortSignal.timeout(CANCEL_TIMEOUT_MS))
    await sql`SELECT pg_cancel_backend(${pid}::text::int)`.finally(() => void sql.end({ timeout: 1 }))
  } catch {
    // The server is unreachable or has no free connection. The time limit of the statement remains.
  }
}

async function connect(login: DatabaseLogin, signal: AbortSignal) {
  const { host, port, database, user, password, ca, open } = login
  const first = await open({ host, port, maxBytes: MAX_RECEIVED_BYTES, signal })
  let isUsed = false
  const isVerified = first.isPublic || ca !== null
  const options = {
    host,
    port,
    database,
    username: user,
    password,
    max: 1,
    prepare: true,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
    types: TYPES,
    connection: { application_name: 'patchbay' },
    // On a public network the certificate is verified; elsewhere encryption is used if the server offers it.
    ssl: isVerified ? { rejectUnauthorized: true, ...(ca === null ? {} : { ca }) } : ('prefer' as const),
    socket: async () => {
      // The driver connects again if the first connection breaks. The signal of the first one may be aborted by then.
      const stop = AbortSignal.timeout(CANCEL_TIMEOUT_MS)
      const opened = isUsed ? await open({ host, port, maxBytes: MAX_RECEIVED_BYTES, signal: stop }) : first
      isUsed = true
      // The driver verifies the certificate for this name.
      return Object.assign(opened.socket, { host })
    },
  }
  return postgres(options)
}

/** Arrays stay arrays for `= ANY ({{ids}})`; numbers become text, which every type accepts. */
const parameterOf = (value: Json) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value)

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const asText = (oids: { to: number; from: number[] }) => ({
  ...oids,
  serialize: text,
  parse: (value: string) => value,
})

/** Keeps dates and numbers as the server writes them: JavaScript's would lose their zone or digits. */
const TYPES = {
  string: { to: 25, from: [], serialize: text, parse: (value: string) => value },
  boolean: { to: 16, from: [16], serialize: text, parse: (value: string): boolean => value === 't' },
  json: { to: 114, from: [114, 3802], serialize: text, parse: (value: string): Json => JSON.parse(value) },
  date: asText({ to: 1184, from: [1082, 1114, 1184] }),
  bytea: { to: 17, from: [17], serialize: text, parse: (value: string) => Buffer.from(value.slice(2), 'hex') },
}
