import 'server-only'
import { type IndexDocumentOptions, type IndexStatus, indexDocument } from './index-document'
import { type ParseInWorkerOptions, parseInWorker } from './parse-in-worker'

export type IngestStatus = 'parsing' | IndexStatus

export interface IngestDocumentOptions extends Omit<IndexDocumentOptions, 'document' | 'parsed' | 'onProgress'> {
  document: IndexDocumentOptions['document'] & { name: string }
  bytes: Uint8Array
  /** `progress` is 0..1 within the status. */
  onProgress?: (status: IngestStatus, progress: number) => void | Promise<void>
  /** For tests: the bundled parser. */
  parserEntry?: URL
}

/** File -> text -> chunks -> vectors -> database. Doing it again gives the same; until the end the old chunks serve. */
export async function ingestDocument(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  await options.onProgress?.('parsing', 0)
  const parsed = await parseInWorker(parserOptions(options, options.bytes))
  return indexDocument({ ...options, parsed })
}

function parserOptions(
  { document, signal, parserEntry }: IngestDocumentOptions,
  bytes: Uint8Array,
): ParseInWorkerOptions {
  const entry = parserEntry ? { entry: parserEntry } : {}
  return { bytes, fileName: document.name, mime: document.mimeType, owner: document.workspaceId, signal, ...entry }
}
