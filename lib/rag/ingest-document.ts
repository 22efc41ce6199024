import 'server-only'
import { type IndexDocumentOptions, type IndexStatus, indexDocument } from './index-document'
import { forgetRecognised, recogniseScans } from './ocr/recognise-scans'
import { type ParserLimits, parseInWorker, parseUnlessScannedInWorker } from './parse-in-worker'
import type { ParsedDocument } from './parsed-document'

export type IngestStatus = 'parsing' | IndexStatus

export interface IngestDocumentOptions extends Omit<IndexDocumentOptions, 'document' | 'parsed' | 'onProgress'> {
  document: IndexDocumentOptions['document'] & { name: string; sha256: string }
  bytes: Uint8Array
  /** In which text recognition reads pages that are pictures; none: such pages are only named. */
  ocrLanguages: readonly string[]
  /** `progress` is 0..1 within the status. */
  onProgress?: (status: IngestStatus, progress: number) => void | Promise<void>
  /** For tests: the bundled parser. */
  parserEntry?: URL
}

/** File -> text -> chunks -> vectors -> database. Doing it again gives the same; until the end the old chunks serve. */
export async function ingestDocument(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document } = options
  await options.onProgress?.('parsing', 0)
  const { parsed, isRecognised } = await readText(options)
  const made = await indexDocument({ ...options, parsed })
  if (isRecognised) await forgetRecognised(db, document)
  return made
}

async function readText(options: IngestDocumentOptions): Promise<{ parsed: ParsedDocument; isRecognised: boolean }> {
  const { db, document, bytes, ocrLanguages: languages, onProgress, parserEntry, signal } = options
  const file = { bytes, fileName: document.name, mime: document.mimeType }
  const limits: ParserLimits = { owner: document.workspaceId, signal, ...(parserEntry ? { entry: parserEntry } : {}) }
  if (languages.length === 0) return { parsed: await parseInWorker({ ...file, ...limits }), isRecognised: false }
  const found = await parseUnlessScannedInWorker({ ...file, ...limits })
  if ('document' in found) return { parsed: found.document, isRecognised: false }
  const recognised = await recogniseScans({
    ...{ db, document, bytes, languages, limits, scans: found.scans },
    onProgress: (done, total) => onProgress?.('parsing', done / total),
  })
  return { parsed: await parseInWorker({ ...file, ...limits, recognised }), isRecognised: true }
}
