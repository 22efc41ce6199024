import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { EmbedderOptions, type EmbedderReply, EmbedderRequest } from './embedder-protocol'
import { openEmbedderSession } from './embedder-session'

/** Worker thread of the embedder: one batch per message, answered in order. */
const session = openEmbedderSession(EmbedderOptions.parse(workerData))
// The first batch reports a failed start; an unhandled rejection would end the thread before that.
session.catch(() => undefined)

parentPort?.on('message', async (message: unknown) => {
  const request = EmbedderRequest.parse(message)
  try {
    reply({ id: request.id, embedded: await (await session).embedBatch(request.texts, request.as) })
  } catch (error) {
    reply({ id: request.id, error: error instanceof Error ? error.message : String(error) })
  }
})

function reply(message: EmbedderReply): void {
  parentPort?.postMessage(message)
}
