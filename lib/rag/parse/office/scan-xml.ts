import { Parser } from 'htmlparser2'
import { AppError } from '@/lib/core/app-error'

/** By their names as they are written; `attributeOf` asks by the name without a prefix. */
export type XmlAttributes = Readonly<Record<string, string>>

/** What a part of XML says, tag by tag: names without their prefix, text as it is read, in one piece or several. */
export interface XmlVisitor {
  open: (name: string, attributes: XmlAttributes) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

const WINDOW_BYTES = 256 * 1024
/** No document is nested so far, and each tag that is open costs the reader a step for every other one. */
const DEEPEST = 2_000

/**
 * Reads XML without a tree, a window at a time: a sheet of two million cells as a tree is larger than all else. What is no
 * XML is passed over. @throws TOO_LARGE where tags are opened and never closed
 */
export function scanXml(bytes: Uint8Array, visitor: XmlVisitor): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > DEEPEST) throw new AppError('TOO_LARGE', 'This file was refused. Its parts are nested too deeply.')
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
