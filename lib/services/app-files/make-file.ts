import 'server-only'
import type { MakeFileRequest } from '@/lib/engine/file-requests'
import type { MadeFile } from '@/lib/rag/parse/make-file'
import { makeInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { documentParser } from './document-parser'

/** Writes content to a file in a thread with limits of its own. @throws INVALID_INPUT, LIMIT_EXCEEDED, TIMEOUT */
export const makeFile = ({ signal, ...request }: MakeFileRequest): Promise<MadeFile> =>
  makeInWorker(request, { signal, ...documentParser() })
