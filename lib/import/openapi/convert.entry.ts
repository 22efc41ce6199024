import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type ConvertedApi, convertApi, outlineApi } from './convert-api'
import { ConvertRequest, type DocumentOutline } from './convert-protocol'

/** The thread that reads an OpenAPI document. Whatever the document makes it do is confined to it. */
parentPort?.postMessage(convert())

type Reply = { outline: DocumentOutline } | { converted: ConvertedApi } | { error: Problem & { code: ErrorCode } }

function convert(): Reply {
  try {
    const { selection, ...document } = ConvertRequest.parse(workerData)
    return selection === null
      ? { outline: outlineApi(document) }
      : { converted: convertApi({ ...document, selection }) }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, ...pickProblem(error) } }
    return { error: { code: 'INVALID_INPUT', ...problem('customApis.notOpenApi') } }
  }
}
