import 'server-only'
import type { Collection, Document, MongoClient } from 'mongodb'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { forbiddenOperator } from '@/lib/core/mongo/forbidden-operator'
import { listenSocks, type SocksListener } from '@/lib/egress/sockets/listen-socks'
import type { MongoRequest, MongoResult } from '@/lib/engine/mongo-service'
import { problem } from '@/lib/messages/problems/problem'
import { CollectedRows } from './collect-rows'
import { timeoutProblem } from './database-errors'
import { mongoError } from './mongo-errors'
import { MAX_RECEIVED_BYTES } from './query-scope'
import type { MongoLogin } from './server-address'

/** Time to find a server of a replica set that answers. */
const SELECTION_MS = 3_000

/** Runs one operation with a client of its own. The driver loads on first use. */
export async function callMongo(login: MongoLogin, request: MongoRequest): Promise<MongoResult> {
  const { operation, collection, signal, timeoutMs } = request
  if (login.database === '') throw new AppError('INVALID_INPUT', problem('plugins.databaseMissing'))
  const operator = forbiddenOperator(operation)
  if (operator !== null) throw new AppError('INVALID_INPUT', problem('plugins.mongoOperator', { operator }))
  const timeout = AbortSignal.timeout(timeoutMs)
  const stop = AbortSignal.any([signal, timeout])
  let listener: SocksListener | null = null
  let client: MongoClient | null = null
  let isSent = false
  const onSent = () => {
    isSent = true
    request.onSent?.()
  }
  // The server stops an operation whose connection is closed.
  const close = () => listener?.close()
  stop.addEventListener('abort', close, { once: true })
  try {
    const isEncrypted = await mustEncrypt(login, stop)
    listener = await listenSocks({ open: login.open, maxBytes: MAX_RECEIVED_BYTES, signal: stop, isEncrypted })
    client = await clientOf(login, { listener, isEncrypted, isWrite: isWrite(request) })
    stop.throwIfAborted()
    // A write counts as sent only when a server for it was found.
    await client.connect()
    stop.throwIfAborted()
    return await run(client.db(login.database).collection(collection), { ...request, onSent })
  } catch (error) {
    signal.throwIfAborted()
    throw timeout.aborted
      ? timeoutProblem(login, error)
      : mongoError(error, { login, operation, isSent, failure: listener?.failure ?? null })
  } finally {
    stop.removeEventListener('abort', close)
    listener?.close()
    await client?.close(true).catch(() => {})
  }
}

/** Servers on public networks, and those with their own certificate authority, must prove who they are. */
async function mustEncrypt({ host, port, ca, open }: MongoLogin, signal: AbortSignal): Promise<boolean> {
  const { socket, isPublic } = await open({ host, port, maxBytes: MAX_RECEIVED_BYTES, signal })
  socket.destroy()
  return isPublic || ca !== null
}

const isWrite = ({ operation: { type } }: MongoRequest): boolean => type === 'insert' || type === 'update'

interface ClientOptions {
  listener: SocksListener
  isEncrypted: boolean
  isWrite: boolean
}

async function clientOf(login: MongoLogin, { listener: { port, user, password }, ...options }: ClientOptions) {
  const { MongoClient: Client } = await import('mongodb')
  const auth = login.user === '' ? {} : { auth: { username: login.user, password: login.password } }
  return new Client(`mongodb://${login.host}:${login.port}/`, {
    ...auth,
    authSource: login.authSource === '' ? 'admin' : login.authSource,
    proxyHost: '127.0.0.1',
    proxyPort: port,
    proxyUsername: user,
    proxyPassword: password,
    tls: options.isEncrypted,
    ...(login.ca === null ? {} : { ca: login.ca }),
    appName: 'patchbay',
    maxPoolSize: 4,
    // A write must not be sent twice.
    retryWrites: false,
    retryReads: false,
    serverSelectionTimeoutMS: SELECTION_MS,
    connectTimeoutMS: SELECTION_MS,
    readPreference: options.isWrite ? 'primary' : 'primaryPreferred',
    // Numbers beyond the precision of JavaScript keep their digits.
    useBigInt64: true,
  })
}

async function run(
  collection: Collection<Document>,
  { operation, timeoutMs: maxTimeMS, onSent }: MongoRequest,
): Promise<MongoResult> {
  const { BSON } = await import('mongodb')
  const parsed = (value: JsonObject): Document => BSON.EJSON.deserialize(value)
  const nothing = { documents: [], isCut: false, affected: 0, ids: [] }
  switch (operation.type) {
    case 'find': {
      const { filter, projection, sort, limit } = operation
      const sorted = sort === undefined ? {} : { sort: parsed(sort) }
      const projected = projection === undefined ? {} : { projection: parsed(projection) }
      const options = { limit: limit + 1, maxTimeMS, ...sorted, ...projected }
      return { ...nothing, ...(await collect(collection.find(parsed(filter), options), limit)) }
    }
    case 'aggregate': {
      const { pipeline, limit } = operation
      const stages = [...pipeline.map(parsed), { $limit: limit + 1 }]
      return { ...nothing, ...(await collect(collection.aggregate(stages, { maxTimeMS }), limit)) }
    }
    case 'insert': {
      onSent?.()
      const { insertedCount, insertedIds } = await collection.insertMany(operation.documents.map(parsed), { maxTimeMS })
      return { ...nothing, affected: insertedCount, ids: Object.values(insertedIds).map(String) }
    }
    case 'update': {
      const { filter, update, isMany, isUpsert: upsert } = operation
      onSent?.()
      const { modifiedCount, upsertedCount, upsertedId } = isMany
        ? await collection.updateMany(parsed(filter), parsed(update), { upsert, maxTimeMS })
        : await collection.updateOne(parsed(filter), parsed(update), { upsert, maxTimeMS })
      return {
        ...nothing,
        affected: modifiedCount + upsertedCount,
        ids: upsertedId === null ? [] : [String(upsertedId)],
      }
    }
  }
}

async function collect(found: AsyncIterable<Document>, limit: number) {
  const rows = new CollectedRows(limit)
  for await (const document of found) if (!rows.add(plain(document))) break
  return { documents: rows.rows, isCut: rows.isCut }
}

/** Converts the types of BSON: ids and numbers to text, bytes to base64. */
function plain(document: Document): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, plainValue(value)]))
}

function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (!('_bsontype' in value)) return plain(value)
  return value._bsontype === 'Binary' ? Object(value).toString('base64') : Object(value).toString()
}
