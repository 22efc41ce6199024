import 'server-only'
import { forgetRecognised, recogniseScans } from '../ocr/recognise-scans'
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
  /** The file's bytes, as often as they are needed: they are held by nobody while the text is embedded. */
  read: () => Promise<Uint8Array>
  /** In which text recognition reads pages that are pictures; none: such pages are only named. */
  ocrLanguages: readonly string[]
  /** `progress` is 0..1 within the status. */
  onProgress?: (status: IngestStatus, progress: number) => void | Promise<void>
  /** For tests: the bundled parser. */
  parserEntry?: URL
}

/** File -> text -> chunks -> vectors -> database. Doing it again gives the same; until the end the old chunks serve. */
export async function ingestDocument(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  // One after the other, and all before it ends: told late, it would put back the status, or take a failure away.
  let told = Promise.resolve()
  const onProgress = (status: IngestStatus, progress: number): Promise<void> => {
    const next = told.then(() => options.onProgress?.(status, progress))
    told = next.catch(() => {})
    return next
  }
  return await ingestTelling({ ...options, onProgress }).finally(() => told)
}

async function ingestTelling(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document } = options
  await options.onProgress?.('parsing', 0)
  const limits = limitsOf(options)
  const { parsed, isRecognised } = await readText(options, limits)
  const cut: CutDocuments = (text, settings) => cutInWorker(text, settings, limits)
  const made = await indexDocument({ ...options, parsed, cut })
  if (isRecognised) await forgetRecognised(db, document)
  return made
}

function limitsOf({ document, parserEntry, signal }: IngestDocumentOptions): ParserLimits {
  return { owner: document.workspaceId, signal, ...(parserEntry ? { entry: parserEntry } : {}) }
}

async function readText(
  options: IngestDocumentOptions,
  limits: ParserLimits,
): Promise<{ parsed: ParsedDocument; isRecognised: boolean }> {
  const { db, document, read, ocrLanguages: languages, onProgress } = options
  const tell = (share: number) => void Promise.resolve(onProgress?.('parsing', share)).catch(() => {})
  const rest = { fileName: document.name, mime: document.mimeType, ...limits, givesBytes: true }
  if (languages.length === 0)
    return { parsed: await parseInWorker({ bytes: await read(), ...rest, onProgress: tell }), isRecognised: false }
  let share = 0
  const onShare = (told: number) => {
    share = told
    tell(told)
  }
  const found = await parseUnlessScannedInWorker({ bytes: await read(), ...rest, onProgress: onShare })
  if ('document' in found) return { parsed: found.document, isRecognised: false }
  const recognised = await recogniseScans({
    ...{ db, document, bytes: await read(), languages, limits, scans: found.scans },
    onProgress: (done, total) => onProgress?.('parsing', share + (1 - share) * (done / total)),
  })
  return { parsed: await parseInWorker({ bytes: await read(), ...rest, recognised }), isRecognised: true }
}
