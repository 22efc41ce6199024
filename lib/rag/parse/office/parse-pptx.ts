import 'server-only'
import type { Unzipped } from 'fflate'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { unpackOffice } from '../archive/unpack'
import type { Parsed } from '../parsed'
import type { ParsedDocument } from '../parsed-document'
import { type SpanningCell, spreadCells } from '../spread-cells'
import { TextBuilder } from '../text-builder'
import { writeTable } from '../write-table'
import { officeProperties } from './office-properties'
import { readRelations } from './relations'
import { all, descendants, first, parseXml } from './xml'

/** Slides in order, each a page: title as heading, texts and tables, then the speaker notes. */
export function parsePptx(bytes: Uint8Array): Parsed {
  const files = unpackOffice(bytes)
  const presentation = files['ppt/presentation.xml']
  if (!presentation) {
    throw new AppError('INVALID_INPUT', problem('documents.notPowerpoint'))
  }
  const relations = readRelations(files, 'ppt/presentation.xml')
  const builder = new TextBuilder()
  const pages: ParsedDocument['pages'] = []
  const hidden: number[] = []
  for (const [index, entry] of all(parseXml(presentation), 'p:sldId').entries()) {
    const part = relations.get(entry.getAttribute('r:id') ?? '')?.target
    const slide = part === undefined ? undefined : files[part]
    if (part === undefined || !slide) continue
    const root = parseXml(slide)
    if (/^(?:0|false)$/.test(root.getAttribute('show') ?? '')) {
      hidden.push(index + 1)
      continue
    }
    const start = builder.length
    writeSlide(builder, root)
    writeDiagrams(builder, files, part)
    writeNotes(builder, files, part)
    pages.push({ page: index + 1, start, end: builder.length })
  }
  const { title, ...properties } = officeProperties(files)
  // PowerPoint's default titles say nothing.
  const isNamed = title !== undefined && !/^(?:powerpoint|présentation powerpoint|slide 1)/i.test(title)
  const notices = hiddenNotices(hidden)
  return { builder, pages, properties, notices, title: isNamed ? title : builder.sections[0]?.title }
}

/** Names the hidden slides, which are not read. */
function hiddenNotices(slides: readonly number[]): Problem[] {
  if (slides.length === 0) return []
  return [problem('documents.hiddenSlides', { names: slides.join(', ') })]
}

function writeSlide(builder: TextBuilder, slide: Element): void {
  const shapes = [...all(slide, 'p:sp'), ...all(slide, 'p:graphicFrame')]
  const isTitle = (shape: Element) => /^(?:ctrT|t)itle$/.test(first(shape, 'p:ph')?.getAttribute('type') ?? '')
  const titles = shapes.filter(isTitle)
  builder.heading(1, titles.map((shape) => paragraphsOf(shape).join(' ')).join(' '))
  for (const shape of inOrder(
    slide,
    shapes.filter((shape) => !isTitle(shape)),
  )) {
    const table = first(shape, 'a:tbl')
    if (table) writeTable(builder, spreadCells(rowsOf(table)))
    else if (isContent(shape)) writeParagraphs(builder, shape)
  }
}

/** Skips the cells that a merged cell covers, which the file also contains. */
function rowsOf(table: Element): SpanningCell[][] {
  const span = (cell: Element, name: string) => Number(cell.getAttribute(name)) || 1
  const isCovered = (cell: Element) =>
    ['hMerge', 'vMerge'].some((name) => /^(?:1|true)$/.test(cell.getAttribute(name) ?? ''))
  return all(table, 'a:tr').map((row) =>
    all(row, 'a:tc')
      .filter((cell) => !isCovered(cell))
      .map((cell) => ({
        text: paragraphsOf(cell).join(' '),
        columns: span(cell, 'gridSpan'),
        rows: span(cell, 'rowSpan'),
      })),
  )
}

/** Shapes in drawing order, grouped or not; they were collected by element name. */
function inOrder(slide: Element, shapes: readonly Element[]): Element[] {
  const places = new Map(descendants(slide).map((element, index) => [element, index]))
  return shapes.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/** Page numbers, dates and footers repeat on every slide. */
function isContent(shape: Element): boolean {
  return !['sldNum', 'dt', 'ftr', 'hdr', 'sldImg'].includes(first(shape, 'p:ph')?.getAttribute('type') ?? '')
}

/** Slide bodies are lists, other boxes are running text. */
function writeParagraphs(builder: TextBuilder, shape: Element): void {
  const paragraphs = paragraphsOf(shape)
  const placeholder = first(shape, 'p:ph')
  const isBody = placeholder !== undefined && [null, 'body', 'obj'].includes(placeholder.getAttribute('type'))
  builder.block(isBody && paragraphs.length > 1 ? listOf(shape) : paragraphs.join('\n'))
}

/** SmartArt text is in a separate part. */
function writeDiagrams(builder: TextBuilder, files: Unzipped, slidePart: string): void {
  for (const { type, target } of readRelations(files, slidePart).values()) {
    const part = type.endsWith('/diagramData') ? files[target] : undefined
    if (part)
      builder.block(
        paragraphsOf(parseXml(part))
          .map((text) => `- ${text}`)
          .join('\n'),
      )
  }
}

function writeNotes(builder: TextBuilder, files: Unzipped, slidePart: string): void {
  const notes = [...readRelations(files, slidePart).values()].find(({ type }) => type.endsWith('/notesSlide'))
  const part = notes && files[notes.target]
  if (!part) return
  const text = all(parseXml(part), 'p:sp').filter(isContent).flatMap(paragraphsOf).join('\n')
  if (text) builder.block(`Notes: ${text}`)
}

function listOf(shape: Element): string {
  const items = all(shape, 'a:p').map((paragraph) => {
    const level = Math.min(8, Number(first(paragraph, 'a:pPr')?.getAttribute('lvl')) || 0)
    return { indent: '  '.repeat(level), text: textOfParagraph(paragraph) }
  })
  return items.flatMap(({ indent, text }) => (text ? [`${indent}- ${text}`] : [])).join('\n')
}

function paragraphsOf(shape: Element): string[] {
  return all(shape, 'a:p').map(textOfParagraph).filter(Boolean)
}

function textOfParagraph(paragraph: Element): string {
  const parts = descendants(paragraph).map(({ nodeName, textContent }) => {
    if (nodeName === 'a:t') return textContent ?? ''
    return nodeName === 'a:br' ? ' ' : ''
  })
  return parts.join('').replace(/\s+/g, ' ').trim()
}
