import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { readEvaluationFile } from './read-evaluation-file'
import { ReadRequest } from './read-protocol'

/** The thread that reads a file of another evaluation tool. Whatever the file makes it do is confined to it. */
parentPort?.postMessage(read())

function read() {
  try {
    const { bytes, fileName } = ReadRequest.parse(workerData)
    return { file: readEvaluationFile(bytes, fileName) }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, ...pickProblem(error) } }
    return { error: { code: 'INVALID_INPUT', ...problem('evaluationFiles.unreadable') } }
  }
}
