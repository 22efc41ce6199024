import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** `name` has no namespace prefix; `tag` is the whole tag with its attributes. */
export type XmlEvent = { type: 'open'; name: string; tag: string } | { type: 'close'; name: string; text: string }

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Streams through untrusted XML in one pass, without a tree. Rejects DOCTYPE declarations and
 * custom entities up front, against entity expansion and external entities. @throws INVALID_INPUT
 */
export function* readXml(xml: string): Generator<XmlEvent> {
  let index = 0
  let text = ''
  for (;;) {
    const open = xml.indexOf('<', index)
    if (open === -1) return
    text += decodeEntities(xml.slice(index, open))
    const special = readAside(xml, open)
    if (special) {
      index = special.end
      text += special.text
      continue
    }
    index = endOf(xml, '>', open + 1)
    const tag = xml.slice(open + 1, index - 1)
    const name = localName(tag.replace(/^\//, ''))
    if (tag.startsWith('/')) yield { type: 'close', name, text: text.trim() }
    else yield { type: 'open', name, tag }
    if (tag.endsWith('/')) yield { type: 'close', name, text: '' }
    text = ''
  }
}

/** Skips comments, instructions and CDATA; null at a tag. */
function readAside(xml: string, open: number): { end: number; text: string } | null {
  if (xml.startsWith('<!--', open)) return { end: endOf(xml, '-->', open + 4), text: '' }
  if (xml.startsWith('<?', open)) return { end: endOf(xml, '?>', open + 2), text: '' }
  if (xml.startsWith('<![CDATA[', open)) {
    const end = endOf(xml, ']]>', open + 9)
    return { end, text: xml.slice(open + 9, end - 3) }
  }
  if (xml.startsWith('<!', open)) throw unreadable('sources.xmlDefinitions')
  return null
}

/** Predefined XML entities and numeric character references only. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined)
        return Object.hasOwn(NAMED, name.toLowerCase()) ? (NAMED[name.toLowerCase()] ?? whole) : whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
    },
  )
}

function endOf(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from)
  if (found === -1) throw unreadable('sources.xmlCutOff')
  return found + mark.length
}

function localName(tag: string): string {
  const name = /^[^\s/>]*/.exec(tag)?.[0] ?? ''
  return name.slice(name.indexOf(':') + 1)
}

const unreadable = (reason: 'sources.xmlDefinitions' | 'sources.xmlCutOff') =>
  new AppError('INVALID_INPUT', problem('sources.xmlUnreadable', { reason: problem(reason) }))
