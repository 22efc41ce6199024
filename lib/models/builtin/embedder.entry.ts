import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { EmbedderOptions, type EmbedderReply, EmbedderRequest } from './embedder-protocol'
import { openEmbedderSession } from './embedder-session'

/** The embedder's thread: one batch a message, answered in order. */
const session = openEmbedderSession(EmbedderOptions.parse(workerData))
// The first batch reports a failed start; without this the rejection would end the thread first.
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
