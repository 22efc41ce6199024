import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { parseDocument } from './parse/parse-document'
import { type ParserReply, ParserRequest } from './parser-protocol'

/** The parser's thread: one document, one answer. What it does wrong dies with it. */
parentPort?.postMessage(await answer())

async function answer(): Promise<ParserReply> {
  try {
    return { document: await parseDocument(ParserRequest.parse(workerData)) }
  } catch (error) {
    if (AppError.isInstance(error)) return { error: { code: error.code, message: error.message } }
    return { error: { code: 'INVALID_INPUT', message: 'This file is damaged and could not be read.' } }
  }
}
