import 'server-only'
import { forgetRecognized, recognizeScans } from '../ocr/recognize-scans'
import type { ParsedDocument } from '../parse/parsed-document'
import {
  cutInWorker,
  type ParserLimits,
  parseInWorker,
  parseUnlessScannedInWorker,
} from '../parse/worker/parse-in-worker'
import type { CutDocuments } from './cut-document'
import { type IndexDocumentOptions, type IndexStatus, indexDocument } from './index-document'

export type IngestStatus = 'parsing' | IndexStatus

export interface IngestDocumentOptions
  extends Omit<IndexDocumentOptions, 'document' | 'parsed' | 'onProgress' | 'cut'> {
  document: IndexDocumentOptions['document'] & { name: string; sha256: string }
  /** Reads the file's bytes; called repeatedly, so that they are not held in memory during embedding. */
  read: () => Promise<Uint8Array>
  /** Languages for text recognition of scanned pages; if empty, such pages are only listed. */
  ocrLanguages: readonly string[]
  /** `progress` is 0..1 within the status. */
  onProgress?: (status: IngestStatus, progress: number) => void | Promise<void>
  /** The bundled parser, for tests only. */
  parserEntry?: URL
}

/** File -> text -> chunks -> vectors -> database. Idempotent; the old chunks stay active until the end. */
export async function ingestDocument(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  // Reports are serialized and awaited: a late one could reset the status or clear a failure.
  let reported = Promise.resolve()
  const onProgress = (status: IngestStatus, progress: number): Promise<void> => {
    const next = reported.then(() => options.onProgress?.(status, progress))
    reported = next.catch(() => {})
    return next
  }
  return await ingestReporting({ ...options, onProgress }).finally(() => reported)
}

async function ingestReporting(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document } = options
  await options.onProgress?.('parsing', 0)
  const limits = limitsOf(options)
  const { parsed, isRecognized } = await readText(options, limits)
  const cut: CutDocuments = (text, settings) => cutInWorker(text, settings, limits)
  const result = await indexDocument({ ...options, parsed, cut })
  if (isRecognized) await forgetRecognized(db, document)
  return result
}

function limitsOf({ document, parserEntry, signal }: IngestDocumentOptions): ParserLimits {
  return { owner: document.workspaceId, signal, ...(parserEntry ? { entry: parserEntry } : {}) }
}

async function readText(
  options: IngestDocumentOptions,
  limits: ParserLimits,
): Promise<{ parsed: ParsedDocument; isRecognized: boolean }> {
  const { db, document, read, ocrLanguages: languages, onProgress } = options
  const reportShare = (share: number) => void Promise.resolve(onProgress?.('parsing', share)).catch(() => {})
  const rest = { fileName: document.name, mime: document.mimeType, ...limits, givesBytes: true }
  if (languages.length === 0)
    return {
      parsed: await parseInWorker({ bytes: await read(), ...rest, onProgress: reportShare }),
      isRecognized: false,
    }
  let share = 0
  const onShare = (reported: number) => {
    share = reported
    reportShare(reported)
  }
  const found = await parseUnlessScannedInWorker({ bytes: await read(), ...rest, onProgress: onShare })
  if ('document' in found) return { parsed: found.document, isRecognized: false }
  const recognised = await recognizeScans({
    db,
    document,
    bytes: await read(),
    languages,
    limits,
    scans: found.scans,
    onProgress: (done, total) => onProgress?.('parsing', share + (1 - share) * (done / total)),
  })
  return { parsed: await parseInWorker({ bytes: await read(), ...rest, recognised }), isRecognized: true }
}
