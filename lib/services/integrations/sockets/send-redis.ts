import 'server-only'
import type { Redis } from 'ioredis'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { isWithinLimits } from '@/lib/core/redis/argument-limits'
import { isKnownCommand } from '@/lib/core/redis/known-commands'
import { toEgressError } from '@/lib/egress/egress-error'
import { openTls } from '@/lib/egress/sockets/open-tls'
import type { RedisCommand, RedisRequest } from '@/lib/engine/redis-service'
import { problem } from '@/lib/messages/problems/problem'
import { jsonOf, MAX_RESULT_BYTES } from './collect-rows'
import { failedReason, loginRejected, timeoutProblem } from './database-errors'
import { MAX_RECEIVED_BYTES } from './query-scope'
import type { RedisLogin } from './server-address'

/** Sends commands over a connection of their own. The driver loads on first use. @returns the replies to the last commands */
export async function sendRedis(login: RedisLogin, request: RedisRequest): Promise<Json[]> {
  const { commands, more, isReadOnly, signal, timeoutMs } = request
  assertAllowed(commands, isReadOnly)
  const timeout = AbortSignal.timeout(timeoutMs)
  const stop = AbortSignal.any([signal, timeout])
  let client: Redis | null = null
  // A closed connection ends the commands that the server has not started.
  const close = () => client?.disconnect()
  stop.addEventListener('abort', close, { once: true })
  try {
    client = await connect(login, stop)
    stop.throwIfAborted()
    await logIn(client, login)
    request.onSent?.()
    let replies = await callAll(client, commands)
    assertSize(login, replies)
    for (let next = more?.(replies) ?? []; next.length > 0; next = more?.(replies) ?? []) {
      assertAllowed(next, isReadOnly)
      replies = await callAll(client, next)
      assertSize(login, replies)
    }
    return replies
  } catch (error) {
    signal.throwIfAborted()
    throw timeout.aborted ? timeoutProblem(login, error) : redisError(error, login)
  } finally {
    stop.removeEventListener('abort', close)
    client?.disconnect()
  }
}

function assertAllowed(commands: readonly RedisCommand[], isReadOnly: boolean): void {
  const rejected = commands.find(({ name }) => !isKnownCommand(name, { isReadOnly }))
  if (rejected)
    throw new AppError(
      'INVALID_INPUT',
      problem(isReadOnly ? 'plugins.redisNotReading' : 'plugins.redisUnknown', { command: rejected.name.slice(0, 50) }),
    )
  const excessive = commands.find(({ name, args }) => !isWithinLimits(name, args))
  if (excessive)
    throw new AppError('INVALID_INPUT', problem('plugins.redisLimit', { command: excessive.name.toUpperCase() }))
}

async function callAll(client: Redis, commands: readonly RedisCommand[]): Promise<Json[]> {
  const replies: Json[] = []
  for (const { name, args } of commands) replies.push(jsonOf(await client.call(name, ...args)))
  return replies
}

async function connect(login: RedisLogin, signal: AbortSignal): Promise<Redis> {
  const { host, port, ca, open } = login
  const stream = await openTls(open, { host, port, maxBytes: MAX_RECEIVED_BYTES, signal }, { ca })
  const { Redis: Client, AbstractConnector } = await import('ioredis')
  class CheckedConnector extends AbstractConnector {
    constructor() {
      super(0)
    }

    async connect() {
      this.stream = stream
      return stream
    }
  }
  const client = new Client({
    Connector: CheckedConnector,
    lazyConnect: true,
    // A write must not be sent twice.
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false,
    disableClientInfo: true,
    protocol: 2,
    // Numbers beyond the precision of JavaScript keep their digits.
    stringNumbers: true,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** The client's own login only warns when the server rejects it. */
async function logIn(client: Redis, { user, password, database }: RedisLogin): Promise<void> {
  if (password !== '') await client.call('AUTH', ...(user === '' ? [password] : [user, password]))
  if (database !== '' && database !== '0') await client.call('SELECT', database)
}

function assertSize({ service }: RedisLogin, replies: readonly Json[]): void {
  if (JSON.stringify(replies).length > MAX_RESULT_BYTES)
    throw new AppError('TOO_LARGE', problem('plugins.resultTooLarge', { service }))
}

/** The codes at the start of a reply: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REJECTED_LOGIN = /^(?:WRONGPASS|NOAUTH)\b|\bAUTH\b.*without any password|invalid password/

function redisError(error: unknown, login: RedisLogin): unknown {
  if (AppError.isInstance(error) || !(error instanceof Error)) return error
  if (error.name !== 'ReplyError') return toEgressError(error, login.host)
  return REJECTED_LOGIN.test(error.message)
    ? loginRejected(login, error)
    : failedReason(login.service, error.message, error)
}
