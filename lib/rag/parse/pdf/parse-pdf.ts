import 'server-only'
import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { MAX_PIXELS } from '@/lib/files/sniff-image'
import { problem } from '@/lib/messages/problems/problem'
import { collectGarbage } from '@/lib/platform/collect-garbage'
import { pageNotices } from '../../ocr/page-notices'
import type { RecognizedPages } from '../../ocr/recognized-page'
import { definedProperties, splitKeywords } from '../office/office-properties'
import type { Parsed } from '../parsed'
import type { ParsedDocument } from '../parsed-document'
import { TextBuilder } from '../text-builder'
import { toIsoDate } from '../to-iso-date'
import { CharacterMaps } from './pdf-cmaps'
import { type FormField, readFields, writeFields } from './pdf-form'
import { bodyHeight, writePage } from './pdf-lines'
import { dropRepeats } from './pdf-repeats'
import { type PdfRow, toRows } from './pdf-segments'
import type { PdfTable } from './pdf-tables'

const MAX_PAGES = 1_000
/**
 * pdf.js's font data is released after this many pages: about 60 kB per page, half of the memory of a
 * long document.
 */
const PAGES_KEPT = 50
/** Pages between garbage collections; that many leave about 20 MB of garbage. */
const PAGES_PER_COLLECTION = 250
/** Less text is a stamp or a page number on a scan. */
const MIN_LETTERS = 10
export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

/** @param recognised text recognition results; without them scanned pages are listed in `scans` */
export async function parsePdf(
  bytes: Uint8Array,
  recognised?: RecognizedPages,
  onProgress?: (share: number) => void,
): Promise<Parsed> {
  const pdf = await openPdf(bytes)
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new AppError('TOO_LARGE', problem('documents.pdfTooManyPages', { pages: pdf.numPages }))
    }
    const { read, fields } = await readPages(pdf, onProgress)
    const empty = read.flatMap((rows, index) =>
      lettersIn(rows) < MIN_LETTERS && !fields[index]?.length ? [index + 1] : [],
    )
    const rows = dropRepeats(read)
    const body = bodyHeight(rows)
    const builder = new TextBuilder()
    let openTable: PdfTable | null = null
    const places: ParsedDocument['pages'] = rows.map((page, index) => {
      const start = builder.length
      const seen = recognised?.get(index + 1)?.text
      if (seen) for (const paragraph of seen.split('\n\n')) builder.block(paragraph)
      openTable = seen ? null : writePage(builder, page, { body, above: openTable })
      writeFields(builder, fields[index] ?? [])
      return { page: index + 1, start, end: builder.length }
    })
    const pages = { all: read.length, empty }
    const notices = pageNotices({ pages, recognised })
    return { builder, pages: places, notices, scans: recognised ? [] : empty, ...(await readProperties(pdf)) }
  } finally {
    await pdf.destroy()
  }
}

/** @throws AppError if the document is damaged or password-protected */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // pdf.js takes ownership of the bytes. Embedded fonts are not compiled to code.
    return await getDocumentProxy(bytes.slice(), {
      isEvalSupported: false,
      verbosity: 0,
      useSystemFonts: false,
      maxImageSize: MAX_PIXELS,
      BinaryDataFactory: CharacterMaps,
      cMapPacked: false,
      useWorkerFetch: false,
    })
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    if (name === 'PasswordException') {
      throw new AppError('INVALID_INPUT', problem('documents.pdfProtected'), { cause })
    }
    throw new AppError('INVALID_INPUT', problem('documents.pdfDamaged'), { cause })
  }
}

/** @param onProgress counts pages with a text layer; scanned pages may still need recognition */
async function readPages(
  pdf: PdfDocument,
  onProgress: (share: number) => void = () => {},
): Promise<{ read: PdfRow[][]; fields: FormField[][] }> {
  const pageRows: PdfRow[][] = []
  let withText = 0
  const fields: FormField[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number)
      const rows = toRows((await page.getTextContent()).items)
      pageRows.push(rows)
      if (rows.length > 0) withText += 1
      onProgress(withText / pdf.numPages)
      fields.push(readFields(await page.getAnnotations()))
      page.cleanup()
      if (number % PAGES_KEPT === 0) await pdf.cleanup()
      if (number % PAGES_PER_COLLECTION === 0) collectGarbage()
    } catch (cause) {
      throw new AppError('INVALID_INPUT', problem('documents.pdfPageDamaged', { page: number }), { cause })
    }
  }
  return { read: pageRows, fields }
}

function lettersIn(rows: readonly PdfRow[]): number {
  return rows.flat().reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0)
}

/** Default titles and authors that programs write. */
const PLACEHOLDER = /^\(?(?:untitled|anonymous|unspecified|unknown)\b/i
const meaningful = (text: string | undefined): string | undefined => (text && PLACEHOLDER.test(text) ? undefined : text)

const Info = z.object({
  info: z.object({
    Title: z.string().trim().optional().catch(undefined),
    Author: z.string().trim().optional().catch(undefined),
    Subject: z.string().trim().optional().catch(undefined),
    Keywords: z.string().optional().catch(undefined),
    CreationDate: z.string().optional().catch(undefined),
    ModDate: z.string().optional().catch(undefined),
  }),
})

async function readProperties(pdf: PdfDocument): Promise<Pick<Parsed, 'title' | 'properties'>> {
  const info = Info.safeParse(await pdf.getMetadata().catch(() => null)).data?.info
  const properties = definedProperties({
    author: meaningful(info?.Author),
    subject: meaningful(info?.Subject),
    keywords: splitKeywords(info?.Keywords),
    created: toIsoDate(info?.CreationDate),
    modified: toIsoDate(info?.ModDate),
  })
  // Some programs write the file name as the title.
  const isTitle =
    info?.Title && !PLACEHOLDER.test(info.Title) && !/\.(?:docx?|html?|pdf|indd|tex)$|^microsoft word/i.test(info.Title)
  return { title: isTitle ? info?.Title : undefined, properties }
}
