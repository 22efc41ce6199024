import 'server-only'
import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { ParsedDocument } from '../parsed-document'
import { bodyHeight, type PdfLine, toLines, writePage } from './pdf-lines'
import { TextBuilder } from './text-builder'

const MAX_PAGES = 1_000
type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

export async function parsePdf(
  bytes: Uint8Array,
): Promise<{ builder: TextBuilder; title: string | undefined; pages: ParsedDocument['pages'] }> {
  const pdf = await open(bytes)
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new AppError('TOO_LARGE', `This PDF has ${pdf.numPages} pages; at most 1,000 are read. Split it.`)
    }
    const read = await readLines(pdf)
    const body = bodyHeight(read.flat())
    const builder = new TextBuilder()
    const pages = read.map((lines, index) => {
      const start = builder.length
      writePage(builder, lines, body)
      return { page: index + 1, start, end: builder.length }
    })
    if (builder.length === 0) {
      throw new AppError(
        'INVALID_INPUT',
        'This PDF holds no text. It may be a scan: run text recognition (OCR) over it first.',
      )
    }
    return { builder, title: await titleOf(pdf), pages }
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

async function readLines(pdf: PdfDocument): Promise<PdfLine[][]> {
  const pages: PdfLine[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number)
      pages.push(toLines((await page.getTextContent()).items))
      page.cleanup()
    } catch (cause) {
      throw new AppError('INVALID_INPUT', `Page ${number} of this PDF is damaged.`, { cause })
    }
  }
  return pages
}

async function titleOf(pdf: PdfDocument): Promise<string | undefined> {
  const Metadata = z.object({ info: z.object({ Title: z.string().trim().min(1).optional() }) })
  const title = Metadata.safeParse(await pdf.getMetadata().catch(() => null)).data?.info.Title
  // Programs put the file's name there.
  return title && !/^untitled|\.(?:docx?|pdf|indd|tex)$|^microsoft word/i.test(title) ? title : undefined
}
