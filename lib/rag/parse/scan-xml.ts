import { AppError } from '@/lib/core/app-error'

/** What a part of XML says, tag by tag, in its own bytes: `decodeXml` makes letters of text and attributes. */
export interface XmlVisitor {
  open: (name: string, attributes: string) => void
  close: (name: string) => void
  text?: (bytes: string) => void
}

const WINDOW_BYTES = 1024 * 1024
/** A tag or text that is longer is none of a document's. */
const LONGEST_BYTES = 64 * 1024 * 1024
const BETWEEN_TAGS = /^<(?:\?|!--|!\[CDATA\[|!)/
/** A value holds no <, so what is never closed ends there: each byte is looked at a few times and no more. */
const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>/y

/**
 * Reads XML without a tree, a window at a time: a sheet of two million cells as a tree is larger than all else. Names come
 * without their prefix; what is no XML is passed over.
 */
export function scanXml({ buffer, byteOffset, byteLength }: Uint8Array, visitor: XmlVisitor): void {
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  let from = 0
  let size = WINDOW_BYTES
  while (from < bytes.length) {
    const isLast = from + size >= bytes.length
    const read = scanWindow(bytes.toString('latin1', from, Math.min(bytes.length, from + size)), isLast, visitor)
    if (isLast) return
    // What does not end within the window is read again with more behind it.
    size = read === 0 ? size * 2 : WINDOW_BYTES
    if (size > LONGEST_BYTES)
      throw new AppError('TOO_LARGE', 'This file was refused. A part of it is one endless word.')
    from += read
  }
}

/** @returns how many bytes of it have been read */
function scanWindow(xml: string, isLast: boolean, visitor: XmlVisitor): number {
  let at = 0
  for (;;) {
    const next = xml.indexOf('<', at)
    if (next < 0) return at
    if (next > at) visitor.text?.(xml.slice(at, next))
    const end = BETWEEN_TAGS.test(xml.slice(next, next + 9))
      ? passOver(xml, next, visitor)
      : readTag(xml, next, visitor)
    if (end > 0) {
      at = end
      continue
    }
    // What is passed over and never ends goes on to the end of the file.
    if (end < 0 || (!isLast && xml.indexOf('<', next + 1) < 0)) return next
    at = next + 1
  }
}

/** @returns where it ends; 0 where none does */
function readTag(xml: string, at: number, { open, close }: XmlVisitor): number {
  TAG.lastIndex = at
  const found = TAG.exec(xml)
  if (!found) return 0
  const [, closing, name = '', attributes = '', empty] = found
  if (closing) close(name)
  else {
    open(name, attributes)
    if (empty) close(name)
  }
  return TAG.lastIndex
}

/** Comments, declarations and text that is marked as such. @returns where it ends; -1 where it does not */
function passOver(xml: string, at: number, { text }: XmlVisitor): number {
  const isText = xml.startsWith('<![CDATA[', at)
  const ending = isText ? ']]>' : xml.startsWith('<!--', at) ? '-->' : '>'
  const end = xml.indexOf(ending, at)
  if (end < 0) return -1
  if (isText)
    text?.(
      xml
        .slice(at + 9, end)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;'),
    )
  return end + ending.length
}

const ATTRIBUTE = /(?:^|\s)(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** By their names without a prefix. */
export function readAttributes(attributes: string): Map<string, string> {
  return new Map(
    [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
      name,
      decodeXml(double ?? single ?? ''),
    ]),
  )
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const BEYOND_ASCII = /[\x80-\xff]/

export function decodeXml(bytes: string): string {
  const text = BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? entity
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
