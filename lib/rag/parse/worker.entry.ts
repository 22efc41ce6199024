import 'server-only'
import v8 from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { giveBackMemory } from '@/lib/platform/collect-garbage'
import { unpackArchive } from './archive/unpack-archive'
import { parseDocument, parseUnlessScanned } from './parse-document'
import { type ParserProgress, type ParserReply, ParserRequest } from './worker/parser-protocol'

const MB = 1_024 * 1_024
/** Of the heap, after a long text: what it leaves. Less of it is soon filled again. */
const MOST_ROOM = 64 * MB
/** After any: much markup may hold few words, and with little more the thread would be ended (`ParserThread.isFull`). */
const MOST_ROOM_OF_ANY = 88 * MB
/**
 * Characters. What shorter ones leave, some twenty times that, the next ones take; in a heap that is full of what is known
 * of words, each would have it collected.
 */
const LONG_TEXT = 500_000

const REPORT_EVERY_MS = 250

/** The parser's thread: one question, one answer, and of a long document before it how far it is. What it does wrong dies with it. */
parentPort?.on('message', async (message: unknown) => {
  const reply = await answer(message)
  // Before it is told: whoever asked looks at what the thread holds, and needs memory for what comes next.
  const mostRoom = lengthOf(reply) >= LONG_TEXT ? MOST_ROOM : MOST_ROOM_OF_ANY
  if (v8.getHeapStatistics().total_heap_size > mostRoom) giveBackMemory()
  parentPort?.postMessage(reply)
})

/** Of what has no length, such as pages that are pictures, nobody knows what it took. */
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
    if (request.task === 'page') {
      // Text recognition is large, and most files need none.
      const { recognisePage } = await import('../ocr/recognise-page')
      return { page: await recognisePage(request) }
    }
    const { scans, maxCharacters = Number.POSITIVE_INFINITY, ...file } = request
    const onProgress = reporter()
    if (scans === 'find') return await parseUnlessScanned({ ...file, onProgress })
    const document = await parseDocument({ ...file, onProgress, recognised: scans })
    if (document.text.length > maxCharacters) throw new AppError('TOO_LARGE', tooMuchText(file.fileName, maxCharacters))
    return { document }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, message: error.message } }
    return { error: { code: 'INVALID_INPUT', message: 'This file is damaged and could not be read.' } }
  }
}

const tooMuchText = (fileName: string, maxCharacters: number): string =>
  `“${fileName}” holds more than ${maxCharacters / 1_000_000} million characters. Split it.`

function reporter(): (share: number) => void {
  let lastMs = performance.now()
  return (share) => {
    const nowMs = performance.now()
    if (nowMs - lastMs < REPORT_EVERY_MS) return
    lastMs = nowMs
    parentPort?.postMessage({ progress: share } satisfies ParserProgress)
  }
}
