import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions, types } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { z } from 'zod'
import { releaseMemory } from '@/lib/platform/collect-garbage'
import type { WorkerRequest, WorkerResponse } from './embedded/embedded-protocol'
import { fromHexBytes, toHexBytes } from './embedded/hex-bytes'
import { PreparedStatements } from './statements/prepared-statements'

// The database runs in this thread: in the server's own, an index build would block the event loop for seconds.
const port = parentPort
if (!port) throw new Error('This file runs as a worker thread.')

const { dataDir } = z.object({ dataDir: z.string().nullable() }).parse(workerData)
const options: PGliteOptions = {
  extensions: { vector },
  parsers: { [types.BYTEA]: fromHexBytes },
  serializers: { [types.BYTEA]: toHexBytes },
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'],
}
const database = await PGlite.create(dataDir === null ? options : { ...options, dataDir })
// Startup leaves 20 MB of garbage.
releaseMemory()
const statements = new PreparedStatements(database)

port.on('message', (request: WorkerRequest) => {
  void answer(request)
})
const ready: WorkerResponse = { id: 0, ok: true, result: null }
port.postMessage(ready)

async function answer(request: WorkerRequest): Promise<void> {
  const reply = (response: WorkerResponse) => port?.postMessage(response)
  try {
    reply({ id: request.id, ok: true, result: await perform(request) })
  } catch (error) {
    const { message, code, detail } = Object.assign({ code: undefined, detail: undefined }, explain(error))
    reply({ id: request.id, ok: false, error: { message, code, detail } })
  }
  if (request.kind === 'close') process.exit(0)
}

async function perform(request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'query': {
      // Functions cannot cross threads, so the client names the types whose text it wants unchanged.
      const { rowMode, textTypes } = request
      const { rows, fields, affectedRows } = await statements.query(request.sql, request.params, { rowMode, textTypes })
      return { rows, fields, affectedRows }
    }
    case 'exec':
      return (await database.exec(request.sql)).map(({ rows, fields, affectedRows }) => ({
        rows,
        fields,
        affectedRows,
      }))
    case 'listen':
      await database.listen(request.channel, (payload) => {
        const notification: WorkerResponse = { id: -1, ok: true, result: { channel: request.channel, payload } }
        port?.postMessage(notification)
      })
      return null
    case 'dump': {
      const archive = await database.dumpDataDir('gzip')
      return new Uint8Array(await archive.arrayBuffer())
    }
    case 'close':
      await database.close()
      return null
  }
}

function explain(error: unknown): { message: string; code?: string; detail?: string } {
  if (!(error instanceof Error)) return { message: String(error) }
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key)
    return typeof value === 'string' ? { [key]: value } : {}
  }
  return { message: error.message, ...text('code'), ...text('detail') }
}
