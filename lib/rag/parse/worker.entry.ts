import 'server-only'
import v8 from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { releaseMemory } from '@/lib/platform/collect-garbage'
import { unpackArchive } from './archive/unpack-archive'
import { parseDocument, parseUnlessScanned } from './parse-document'
import { type ParserProgress, type ParserReply, ParserRequest } from './worker/parser-protocol'

const MB = 1_024 * 1_024
/** Heap size above which memory is released after a long text; a smaller heap would fill up quickly. */
const MAX_HEAP = 64 * MB
/**
 * Limit after any document: heavy markup may contain little text, and with little more the thread
 * would be terminated (`ParserThread.isFull`).
 */
const MAX_HEAP_OF_ANY = 88 * MB
/**
 * In characters. The garbage of shorter texts, about twenty times their size, is reused by the next
 * ones; collecting it each time would be slow in a heap full of vocabulary.
 */
const LONG_TEXT = 500_000

const REPORT_EVERY_MS = 250

/** The parser thread: one reply per request, with progress messages for long documents. Crashes are contained. */
parentPort?.on('message', async (message: unknown) => {
  const reply = await answer(message)
  // Done before replying, because the caller checks the thread's memory next.
  const maxHeap = lengthOf(reply) >= LONG_TEXT ? MAX_HEAP : MAX_HEAP_OF_ANY
  if (v8.getHeapStatistics().total_heap_size > maxHeap) releaseMemory()
  parentPort?.postMessage(reply)
})

/** Requests without a text length, such as scanned pages, use an unknown amount. */
function lengthOf(reply: ParserReply): number {
  if ('document' in reply) return reply.document.text.length
  if ('cut' in reply) return reply.cut.chunks.at(-1)?.end ?? 0
  return Number.POSITIVE_INFINITY
}

async function answer(message: unknown): Promise<ParserReply> {
  try {
    const request = ParserRequest.parse(message)
    if (request.task === 'archive') return { archive: unpackArchive(request) }
    if (request.task === 'cut') {
      const { cutDocument } = await import('../ingest/cut-document')
      return { cut: await cutDocument(request.document, request.settings) }
    }
    if (request.task === 'make') {
      const { makeFile } = await import('./make-file')
      return { made: makeFile(request) }
    }
    if (request.task === 'rows') {
      const { fileTable } = await import('./file-table')
      return { table: fileTable(request) }
    }
    if (request.task === 'page') {
      // Text recognition is large, and most files need none.
      const { recognizePage } = await import('../ocr/recognize-page')
      return { page: await recognizePage(request) }
    }
    const { scans, maxCharacters = Number.POSITIVE_INFINITY, ...file } = request
    const onProgress = reporter()
    if (scans === 'find') return await parseUnlessScanned({ ...file, onProgress })
    const document = await parseDocument({ ...file, onProgress, recognised: scans })
    if (document.text.length > maxCharacters) throw tooMuchText(file.fileName, maxCharacters)
    return { document }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, ...pickProblem(error) } }
    return { error: { code: 'INVALID_INPUT', ...problem('documents.damaged') } }
  }
}

const tooMuchText = (name: string, maxCharacters: number) =>
  new AppError('TOO_LARGE', problem('documents.tooMuchText', { name, millions: maxCharacters / 1_000_000 }))

function reporter(): (share: number) => void {
  let lastMs = performance.now()
  return (share) => {
    const nowMs = performance.now()
    if (nowMs - lastMs < REPORT_EVERY_MS) return
    lastMs = nowMs
    parentPort?.postMessage({ progress: share } satisfies ParserProgress)
  }
}
