import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { parseUpload } from './parse-upload'
import { type RowsReply, RowsRequest } from './rows-protocol'
import type { UploadRow } from './upload-row'

const ROWS_PER_MESSAGE = 500

/**
 * The thread that parses an uploaded table: each message requests the next rows. Crashes and leaks are confined to it.
 */
const { bytes, format, limit } = RowsRequest.parse(workerData)
const rows = parseUpload(bytes, format, limit)
parentPort?.on('message', async () => parentPort?.postMessage(await nextReply()))

async function nextReply(): Promise<RowsReply> {
  const batch: UploadRow[] = []
  try {
    while (batch.length < ROWS_PER_MESSAGE) {
      const { value, done } = await rows.next()
      if (done) return { rows: batch, done: true }
      batch.push(value)
    }
    return { rows: batch, done: false }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, ...pickProblem(error) } }
    return { error: { code: 'INVALID_INPUT', ...problem('documents.damaged') } }
  }
}
