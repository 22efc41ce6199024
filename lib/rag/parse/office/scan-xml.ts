import { Parser } from 'htmlparser2'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** Attributes by qualified name; `attributeOf` also finds them by local name. */
export type XmlAttributes = Readonly<Record<string, string>>

/** Receives the parts of an XML document: local names, decoded text in one or several pieces. */
export interface XmlVisitor {
  open: (name: string, attributes: XmlAttributes) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

const WINDOW_BYTES = 256 * 1024
/** Deeper than any document; each open tag slows down the parser for all others. */
const MAX_DEPTH = 2_000

/**
 * Parses XML in windows without a tree, which would dominate memory for a sheet of two million
 * cells. Skips invalid parts. @throws TOO_LARGE for endlessly nested tags
 */
export function scanXml(bytes: Uint8Array, visitor: XmlVisitor): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > MAX_DEPTH) throw new AppError('TOO_LARGE', problem('documents.xmlTooDeep'))
        visitor.open(localName(name), attributes)
      },
      onclosetag: (name) => {
        depth -= 1
        visitor.close?.(localName(name))
      },
      ...(visitor.text && { ontext: visitor.text }),
    },
    { xmlMode: true },
  )
  const decoder = new TextDecoder()
  for (let from = 0; from < bytes.length; from += WINDOW_BYTES)
    parser.write(decoder.decode(bytes.subarray(from, from + WINDOW_BYTES), { stream: true }))
  parser.end(decoder.decode())
}

export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.hasOwn(attributes, name) ? name : Object.keys(attributes).find((key) => localName(key) === name)
  return key === undefined ? undefined : attributes[key]
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
