import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { FILE_TYPES } from '@/lib/files/file-types'
import { problem } from '@/lib/messages/problems/problem'
import { unreadScan } from '../ocr/page-notices'
import type { RecognizedPages } from '../ocr/recognized-page'
import { detectLanguage } from '../text/detect-language'
import { parsePicture } from './parse-image'
import type { Parsed } from './parsed'
import type { ParsedDocument } from './parsed-document'
import { parseCode } from './text/parse-code'
import { parseJsonDocument } from './text/parse-json'
import { parseJsonl } from './text/parse-jsonl'
import { parseMarkdown } from './text/parse-markdown'
import { parsePlainText } from './text/parse-plain-text'
import { titleOfName } from './title-of-name'

export interface ParseDocumentOptions {
  bytes: Uint8Array
  /** Used as title if the document has none. */
  fileName: string
  /** The type detected by sniffFile. */
  mime: string
  /** Text recognition results of scanned pages. */
  recognised?: RecognizedPages | undefined
  /** Progress of long documents that are read by page or row. */
  onProgress?: ((share: number) => void) | undefined
}

/**
 * Extracts the text of a document with its pages and headings. @throws AppError with the reason why
 * it cannot be read
 */
export async function parseDocument(options: ParseDocumentOptions): Promise<ParsedDocument> {
  const parsed = await parseByType(options)
  if (parsed.scans?.length && parsed.builder.length === 0) throw unreadScan(parsed.scans.length, options.mime)
  return documentOf(parsed, options.fileName)
}

/** Returns the text, or the scanned pages that text recognition should read first. @throws like parseDocument */
export async function parseUnlessScanned(
  options: ParseDocumentOptions,
): Promise<{ document: ParsedDocument } | { scans: number[] }> {
  const parsed = await parseByType(options)
  if (parsed.scans?.length) return { scans: parsed.scans }
  return { document: documentOf(parsed, options.fileName) }
}

function documentOf(parsed: Parsed, fileName: string): ParsedDocument {
  const { builder, title, pages = [], shape = 'prose', properties = {}, notices = [] } = parsed
  const text = builder.toString()
  if (!text.trim()) throw new AppError('INVALID_INPUT', problem('documents.noText'))
  const name = title?.replace(/\s+/g, ' ').trim() || titleOfName(fileName)
  return {
    text,
    title: name.slice(0, 300),
    pages,
    sections: builder.sections,
    language: languageOf(parsed, text),
    shape,
    properties,
    notices,
  }
}

/** With fewer letters detection is less reliable than the declared language. */
const FEW_LETTERS = 300

function languageOf({ bodyStart = 0, language: declared }: Parsed, text: string): string {
  const named = /^[a-z]{2}(?=[-_]|$)/i.exec(declared ?? '')?.[0].toLowerCase()
  if (named && text.length < FEW_LETTERS) return named
  const found = detectLanguage(text.slice(bodyStart))
  return found === 'und' ? (named ?? detectLanguage(text)) : found
}

/** Nesting limit of emails: enough for forwarded chains, but not for endless ones. */
const MAX_MAIL_DEPTH = 3

async function parseAttachment(file: ParseDocumentOptions, depth: number): Promise<ParsedDocument> {
  if (depth > MAX_MAIL_DEPTH) throw new AppError('INVALID_INPUT', problem('documents.tooManyEmails'))
  if (file.mime !== 'message/rfc822') return await parseDocument(file)
  return documentOf(await readMail(file.bytes, depth + 1), file.fileName)
}

async function readMail(bytes: Uint8Array, depth: number): Promise<Parsed> {
  const { parseEml } = await import('./archive/parse-eml')
  return await parseEml(bytes, (file) => parseAttachment(file, depth))
}

/** Format libraries are loaded on first use: together they take 10 MB per thread and most of its start time. */
async function parseByType({ bytes, fileName, mime, recognised, onProgress }: ParseDocumentOptions): Promise<Parsed> {
  const kind = FILE_TYPES.find(({ mimeType }) => mimeType === mime)?.kind
  switch (kind) {
    case 'pdf':
      return await (await import('./pdf/parse-pdf')).parsePdf(bytes, recognised, onProgress)
    case 'png':
    case 'jpeg':
      return parsePicture(recognised)
    case 'docx':
      return await (await import('./office/parse-docx')).parseDocx(bytes)
    case 'html':
      return (await import('./html/parse-html')).parseHtml(bytes)
    case 'markdown':
      return parseMarkdown(bytes)
    case 'csv':
      return { builder: (await import('./text/parse-csv')).parseCsv(bytes), shape: 'records' }
    case 'pptx':
      return (await import('./office/parse-pptx')).parsePptx(bytes)
    case 'xlsx':
      return (await import('./xlsx/parse-xlsx')).parseXlsx(bytes, onProgress)
    case 'odt':
      return (await import('./office/parse-odt')).parseOdt(bytes)
    case 'epub':
      return (await import('./html/parse-epub')).parseEpub(bytes)
    case 'eml':
      return await readMail(bytes, 1)
    case 'jsonl':
      return parseJsonl(bytes)
    case 'code':
      return parseCode(bytes, fileName)
    case 'zip':
      throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('documents.archiveNotUnpacked'))
    case 'json':
      return parseJsonDocument(bytes)
    case 'text':
      return { builder: parsePlainText(bytes) }
    case undefined:
      throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('documents.typeUnsupported', { type: mime }))
    default: {
      const unhandled: never = kind
      throw internalError(`Unhandled file type ${String(unhandled)}`)
    }
  }
}
