import 'server-only'
import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { ParsedDocument } from '../parsed-document'
import { definedProperties, splitKeywords } from './office-properties'
import type { Parsed } from './parsed'
import { bodyHeight, writePage } from './pdf-lines'
import { dropRepeats } from './pdf-repeats'
import { type PdfRow, toRows } from './pdf-segments'
import { TextBuilder } from './text-builder'
import { toIsoDate } from './to-iso-date'

const MAX_PAGES = 1_000
/** Less than this is a stamp or a page number on a picture. */
const FEWEST_LETTERS = 10
type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

export async function parsePdf(bytes: Uint8Array): Promise<Parsed> {
  const pdf = await open(bytes)
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new AppError('TOO_LARGE', `This PDF has ${pdf.numPages} pages; at most 1,000 are read. Split it.`)
    }
    const read = await readRows(pdf)
    const empty = read.flatMap((rows, index) => (lettersIn(rows) < FEWEST_LETTERS ? [index + 1] : []))
    if (read.every((rows) => lettersIn(rows) === 0)) throw scanned(read.length)
    const rows = dropRepeats(read)
    const body = bodyHeight(rows)
    const builder = new TextBuilder()
    const pages: ParsedDocument['pages'] = rows.map((page, index) => {
      const start = builder.length
      writePage(builder, page, body)
      return { page: index + 1, start, end: builder.length }
    })
    return { builder, pages, notices: noticesOf(empty, read.length), ...(await readProperties(pdf)) }
  } finally {
    await pdf.destroy()
  }
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // pdf.js takes the bytes over; fonts of the document are not compiled to code.
    return await getDocumentProxy(bytes.slice(), { isEvalSupported: false, verbosity: 0, useSystemFonts: false })
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    if (name === 'PasswordException') {
      throw new AppError('INVALID_INPUT', 'This PDF is protected by a password. Save it without one.', { cause })
    }
    throw new AppError('INVALID_INPUT', 'This PDF is damaged and could not be opened.', { cause })
  }
}

async function readRows(pdf: PdfDocument): Promise<PdfRow[][]> {
  const pages: PdfRow[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number)
      pages.push(toRows((await page.getTextContent()).items))
      page.cleanup()
    } catch (cause) {
      throw new AppError('INVALID_INPUT', `Page ${number} of this PDF is damaged.`, { cause })
    }
  }
  return pages
}

function lettersIn(rows: readonly PdfRow[]): number {
  return rows.flat().reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0)
}

function scanned(pages: number): AppError {
  const all = pages === 1 ? 'Its one page is' : `All ${pages} pages are`
  return new AppError(
    'INVALID_INPUT',
    `This PDF holds no text. ${all} most likely scanned: run text recognition (OCR) over it first.`,
  )
}

function noticesOf(empty: readonly number[], pages: number): string[] {
  if (empty.length === 0) return []
  const [verb, them] = empty.length === 1 ? ['holds', 'it is a scan'] : ['hold', 'they are scans']
  return [
    `${empty.length} of ${pages} pages ${verb} no text (${toRanges(empty)}). If ${them}, run text recognition (OCR) over the file and upload it again.`,
  ]
}

/** 3, 4, 5 and 9 as "3-5, 9". */
function toRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const shown = ranges.slice(0, 20).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
  return ranges.length > shown.length ? `${shown.join(', ')} and more` : shown.join(', ')
}

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
    author: info?.Author,
    subject: info?.Subject,
    keywords: splitKeywords(info?.Keywords),
    created: toIsoDate(info?.CreationDate),
    modified: toIsoDate(info?.ModDate),
  })
  // Programs put the file's name there.
  const isTitle = info?.Title && !/^untitled|\.(?:docx?|html?|pdf|indd|tex)$|^microsoft word/i.test(info.Title)
  return { title: isTitle ? info?.Title : undefined, properties }
}
