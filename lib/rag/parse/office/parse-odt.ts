import 'server-only'
import { strFromU8, type Unzipped } from 'fflate'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { unpackOffice } from '../archive/unpack'
import type { Parsed } from '../parsed'
import { type SpanningCell, spreadCells } from '../spread-cells'
import { TextBuilder } from '../text-builder'
import { toIsoDate } from '../to-iso-date'
import { writeTable } from '../write-table'
import { definedProperties } from './office-properties'
import { all, first, parseXml } from './xml'

const MAX_DEPTH = 100

/** A text document of OpenOffice or LibreOffice. */
export function parseOdt(bytes: Uint8Array): Parsed {
  const files = unpackOffice(bytes)
  if (/encryption-data/.test(strFromU8(files['META-INF/manifest.xml'] ?? new Uint8Array())))
    throw new AppError('INVALID_INPUT', problem('documents.passwordProtected'))
  const content = files['content.xml']
  const body = content && first(parseXml(content), 'office:text')
  if (!body) throw new AppError('INVALID_INPUT', problem('documents.notOdt'))
  const builder = new TextBuilder()
  writeChildren(builder, body, 0)
  return { builder, ...propertiesOf(files, builder) }
}

function propertiesOf(files: Unzipped, builder: TextBuilder): Pick<Parsed, 'title' | 'properties'> {
  const meta = files['meta.xml'] && parseXml(files['meta.xml'])
  const text = (name: string) => first(meta, name)?.textContent?.trim() || undefined
  const keywords = all(meta, 'meta:keyword').flatMap(({ textContent }) => textContent?.trim() || [])
  const properties = definedProperties({
    author: text('dc:creator') ?? text('meta:initial-creator'),
    subject: text('dc:subject'),
    keywords: keywords.length > 0 ? keywords : undefined,
    created: toIsoDate(text('meta:creation-date')),
    modified: toIsoDate(text('dc:date')),
  })
  return { properties, title: text('dc:title') ?? builder.sections.find(({ level }) => level === 1)?.title }
}

function writeChildren(builder: TextBuilder, parent: Element, depth: number): void {
  if (depth > MAX_DEPTH) return
  for (const child of parent.children) {
    switch (child.nodeName) {
      case 'text:h':
        builder.heading(Math.min(6, Math.max(1, Number(child.getAttribute('text:outline-level')) || 1)), textOf(child))
        writeAttached(builder, child, depth)
        break
      case 'text:p':
        builder.block(textOf(child))
        writeAttached(builder, child, depth)
        break
      case 'text:list':
        builder.block(itemsOf(child, 0).join('\n'))
        writeAttached(builder, child, depth)
        break
      case 'table:table':
        writeTable(builder, spreadCells(rowsOf(child)))
        writeAttached(builder, child, depth)
        break
      // Tracked deletions and the generated table of contents are not content.
      case 'text:tracked-changes':
      case 'text:table-of-content':
        break
      default:
        writeChildren(builder, child, depth + 1)
    }
  }
}

/** Writes content attached to an element but outside of its text: footnotes and text boxes. */
function writeAttached(builder: TextBuilder, element: Element, depth: number): void {
  for (const attached of attachedTo(element)) {
    if (attached.nodeName === 'draw:text-box') {
      writeChildren(builder, attached, depth + 1)
      continue
    }
    const mark = first(attached, 'text:note-citation')?.textContent?.trim()
    const body = all(attached, 'text:p').map(textOf).join(' ')
    builder.block(mark ? `[${mark}] ${body}` : body)
  }
}

/** Notes and text boxes of an element; nested ones belong to their own element. */
function attachedTo(element: Element): Element[] {
  return [...element.children].flatMap((child) =>
    child.nodeName === 'text:note' || child.nodeName === 'draw:text-box' ? [child] : attachedTo(child),
  )
}

function rowsOf(table: Element): SpanningCell[][] {
  const span = (cell: Element, direction: string) => Number(cell.getAttribute(`table:number-${direction}-spanned`)) || 1
  return all(table, 'table:table-row').map((row) =>
    [...row.children]
      .filter(({ nodeName }) => nodeName === 'table:table-cell')
      .map((cell) => ({ text: textOf(cell), columns: span(cell, 'columns'), rows: span(cell, 'rows') })),
  )
}

function itemsOf(list: Element, depth: number): string[] {
  if (depth > MAX_DEPTH) return []
  return [...list.children].flatMap((item) =>
    [...item.children].flatMap((child) =>
      child.nodeName === 'text:list' ? itemsOf(child, depth + 1) : [`${'  '.repeat(depth)}- ${textOf(child).trim()}`],
    ),
  )
}

/** The text of an element. Spaces, tabs and breaks are elements; notes and boxes stay out of the sentence. */
function textOf(element: Element): string {
  let text = ''
  for (const node of element.childNodes) {
    if (node.nodeType === 3) text += node.textContent ?? ''
    else if (/^text:(?:s|tab|line-break)$/.test(node.nodeName)) text += ' '
    else if (node.nodeName === 'text:note')
      text += `[${first(node as Element, 'text:note-citation')?.textContent ?? ''}]`
    else if (node.nodeType === 1 && !/^(?:office:annotation|draw:text-box)/.test(node.nodeName))
      text += node.nodeName === 'text:p' ? ` ${textOf(node as Element)} ` : textOf(node as Element)
  }
  return text.replace(/\s+/g, ' ')
}
