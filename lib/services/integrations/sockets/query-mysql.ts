import 'server-only'
import type { Connection, ConnectionOptions } from 'mysql2'
import type { Json } from '@/lib/core/json'
import type { DatabaseQuery, DatabaseResult } from '@/lib/engine/socket-services'
import { cancelUntilEnded } from './cancel-until-ended'
import { CollectedRows } from './collect-rows'
import { mysqlError } from './database-errors'
import { MAX_RECEIVED_BYTES, type QueryScope } from './query-scope'
import type { DatabaseLogin } from './server-address'
import { checkedStatement } from './statement-fault'

const CANCEL_TIMEOUT_MS = 5_000

/** Runs one statement in a transaction of a connection of its own. */
export async function queryMysql(
  login: DatabaseLogin,
  query: DatabaseQuery,
  { signal, timeoutMs }: QueryScope,
): Promise<DatabaseResult> {
  const { text, parameters } = checkedStatement(query)
  let connection: Connection | null = null
  try {
    connection = await connect(login, signal)
    const commands = new Commands(connection)
    const { threadId } = connection
    let hasEnded = false
    const cancel = () =>
      void cancelUntilEnded(
        () => killQuery(login, threadId),
        () => hasEnded,
      )
    signal.addEventListener('abort', cancel, { once: true })
    try {
      await commands.run(await timeLimitOf(commands, timeoutMs))
      await commands.run(query.isReadOnly ? 'START TRANSACTION READ ONLY' : 'START TRANSACTION READ WRITE')
      signal.throwIfAborted()
      query.onSent?.()
      const found = await commands.execute(text, parameters, query.maxRows)
      if (!query.isReadOnly) await commands.run('COMMIT')
      return found
    } finally {
      hasEnded = true
      signal.removeEventListener('abort', cancel)
    }
  } catch (error) {
    throw mysqlError(error, login, signal)
  } finally {
    // Also ends a transaction that is open.
    connection?.destroy()
  }
}

/** MySQL and MariaDB name the setting differently, and MySQL's applies to SELECT only. */
async function timeLimitOf(commands: Commands, timeoutMs: number): Promise<string> {
  const version = await commands.run('SELECT VERSION() AS version')
  return /mariadb/i.test(JSON.stringify(version))
    ? `SET SESSION max_statement_time = ${Math.ceil(timeoutMs / 1_000)}`
    : `SET SESSION max_execution_time = ${timeoutMs}`
}

async function connect(login: DatabaseLogin, signal: AbortSignal): Promise<Connection> {
  const { host, port, ca, open } = login
  const { socket, isPublic } = await open({ host, port, maxBytes: MAX_RECEIVED_BYTES, signal })
  const isVerified = isPublic || ca !== null
  const ssl = isVerified ? { rejectUnauthorized: true, verifyIdentity: true, ...(ca === null ? {} : { ca }) } : null
  return opened({ ...optionsOf(login), stream: socket, ...(ssl ? { ssl } : {}) })
}

const optionsOf = ({ host, port, user, password, database }: DatabaseLogin): ConnectionOptions => ({
  host,
  port,
  user,
  password,
  database,
  charset: 'utf8mb4',
  multipleStatements: false,
  flags: ['-LOCAL_FILES'],
  // Keeps dates and numbers as the server writes them: JavaScript's would lose their zone or digits.
  supportBigNumbers: true,
  bigNumberStrings: true,
  dateStrings: true,
  connectAttributes: { program_name: 'patchbay' },
})

async function opened(options: ConnectionOptions): Promise<Connection> {
  const { createConnection } = await import('mysql2')
  const connection = createConnection(options)
  return new Promise((done, fail) => {
    connection.on('error', () => {})
    connection.connect((failure) => {
      if (failure) {
        connection.destroy()
        fail(failure)
      } else done(connection)
    })
  })
}

/** Stops a statement: the server notices a closed connection only when it writes the result. */
async function killQuery(login: DatabaseLogin, threadId: number): Promise<void> {
  const connection = await connect(login, AbortSignal.timeout(CANCEL_TIMEOUT_MS)).catch(() => null)
  await new Commands(connection).run(`KILL QUERY ${threadId}`).catch(() => {})
  connection?.destroy()
}

class Commands {
  constructor(private readonly connection: Connection | null) {}

  run(text: string): Promise<unknown> {
    return new Promise((done, fail) => {
      if (!this.connection) return done(null)
      this.connection.query(text, (failure, result) => (failure ? fail(failure) : done(result)))
    })
  }

  /** Reads rows as they arrive and stops at the limit. */
  execute(text: string, parameters: readonly Json[], maxRows: number): Promise<DatabaseResult> {
    const found = new CollectedRows(maxRows)
    let affected = 0
    return new Promise((done, fail) => {
      const finish = () => done({ rows: found.rows, isCut: found.isCut, affected })
      if (!this.connection) return finish()
      const command = this.connection.execute(text, parameters.map(parameterOf))
      command.on('error', fail)
      command.on('result', (row) => {
        if ('affectedRows' in row && 'warningStatus' in row) affected = Number(row.affectedRows)
        // The connection is closed afterwards, which ends the rest of the result.
        else if (!found.add({ ...row })) finish()
      })
      command.on('end', finish)
      this.connection.once('error', fail)
    })
  }
}

/** Converts numbers to text, because the driver would send them as doubles. */
const parameterOf = (value: Json): string | boolean | null =>
  value === null || typeof value === 'boolean' || typeof value === 'string' ? value : JSON.stringify(value)
