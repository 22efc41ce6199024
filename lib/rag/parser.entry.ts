import 'server-only'
import { parentPort } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { collectGarbage } from '@/lib/platform/collect-garbage'
import { parseDocument, parseUnlessScanned } from './parse/parse-document'
import { unpackArchive } from './parse/unpack-archive'
import { type ParserReply, ParserRequest } from './parser-protocol'

/** Cut in some three seconds, to which collecting adds two hundredths. */
const MANY_CHUNKS = 2_000

/** The parser's thread: one question, one answer. What it does wrong dies with it. */
parentPort?.on('message', async (message: unknown) => {
  parentPort?.postMessage(await answer(message))
})

async function answer(message: unknown): Promise<ParserReply> {
  try {
    const request = ParserRequest.parse(message)
    if (request.task === 'archive') return { archive: unpackArchive(request) }
    if (request.task === 'cut') {
      const { cutDocument } = await import('./cut-document')
      const cut = await cutDocument(request.document, request.settings)
      // V8 keeps the room of a thread that ends for eight seconds, in which the chunks are embedded.
      if (cut.chunks.length > MANY_CHUNKS) collectGarbage()
      return { cut }
    }
    if (request.task === 'page') {
      // Text recognition is large, and most files need none.
      const { recognisePage } = await import('./ocr/recognise-page')
      return { page: await recognisePage(request) }
    }
    if (request.scans === 'find') return await parseUnlessScanned(request)
    return { document: await parseDocument({ ...request, recognised: request.scans }) }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, message: error.message } }
    return { error: { code: 'INVALID_INPUT', message: 'This file is damaged and could not be read.' } }
  }
}
