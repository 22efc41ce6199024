import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { FILE_TYPES } from '@/lib/files/file-types'
import type { ParsedDocument } from '../parsed-document'
import { detectLanguage } from '../text/detect-language'
import { parseCsv } from './parse-csv'
import { parseDocx } from './parse-docx'
import { parseHtml } from './parse-html'
import { parseJsonDocument } from './parse-json'
import { parseMarkdown } from './parse-markdown'
import { parsePdf } from './parse-pdf'
import { parsePlainText } from './parse-plain-text'
import type { TextBuilder } from './text-builder'

export interface ParseDocumentOptions {
  bytes: Uint8Array
  /** Gives the title where the document has none. */
  fileName: string
  /** The type that sniffFile found. */
  mime: string
}

/** The text of a document with its pages and headings. @throws AppError that says in words why it cannot be read. */
export async function parseDocument({ bytes, fileName, mime }: ParseDocumentOptions): Promise<ParsedDocument> {
  const { builder, title, pages = [], shape = 'prose', properties = {}, notices = [] } = await parseByType(bytes, mime)
  const text = builder.toString()
  if (!text.trim()) throw new AppError('INVALID_INPUT', 'This file holds no text.')
  const name = title?.replace(/\s+/g, ' ').trim() || fileName.replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ')
  return {
    text,
    title: name.slice(0, 300),
    pages,
    sections: builder.sections,
    language: detectLanguage(text),
    shape,
    properties,
    notices,
  }
}

interface Parsed {
  builder: TextBuilder
  title?: string | undefined
  pages?: ParsedDocument['pages']
  shape?: ParsedDocument['shape']
  properties?: ParsedDocument['properties']
  notices?: string[]
}

async function parseByType(bytes: Uint8Array, mime: string): Promise<Parsed> {
  const kind = FILE_TYPES.find(({ mimeType }) => mimeType === mime)?.kind
  switch (kind) {
    case 'pdf':
      return await parsePdf(bytes)
    case 'docx':
      return await parseDocx(bytes)
    case 'html':
      return parseHtml(bytes)
    case 'markdown':
      return parseMarkdown(bytes)
    case 'csv':
      return { builder: parseCsv(bytes), shape: 'records' }
    case 'json':
      return { builder: parseJsonDocument(bytes) }
    case 'text':
      return { builder: parsePlainText(bytes) }
    case undefined:
      throw new AppError('UNSUPPORTED_MEDIA_TYPE', `Files of type ${mime} cannot be read.`)
    default: {
      const unhandled: never = kind
      throw new AppError('INTERNAL', `Unhandled file type ${String(unhandled)}`)
    }
  }
}
