import { selectAll } from 'css-select'
import { parseDocument } from 'htmlparser2'
import type { Json } from '@/lib/core/json'

type Document = ReturnType<typeof parseDocument>
type Node = Document['children'][number]
type Element = Extract<Node, { attribs: unknown }>

export interface ExtractedField {
  name: string
  /** A CSS selector, or a path such as `/rss/channel/item/title`. */
  selector: string
  take: string
  attribute: string
  all: boolean
}

export const MAX_CHARACTERS = 5_000_000
const MAX_VISITS = 2_000_000
const MAX_DEPTH = 500
const HIDDEN = new Set(['script', 'style', 'noscript', 'template'])

/** Reads the fields of an HTML or XML document. Scripts do not run, and external entities are not loaded. @throws Error */
export function extractValues(text: string, format: string, fields: readonly ExtractedField[]): Record<string, Json> {
  if (text.length > MAX_CHARACTERS)
    throw new Error(`The text has ${text.length} characters; the maximum is ${MAX_CHARACTERS}.`)
  const document = parseDocument(text, { xmlMode: format === 'xml' })
  const reader = new MatchReader()
  return Object.fromEntries(
    fields.map((field) => {
      const found = format === 'xml' ? byPath(document, field.selector) : select(document, field.selector)
      const values = (field.all ? found : found.slice(0, 1)).map((match) => reader.valueOf(match, field))
      return [field.name, field.all ? values : (values[0] ?? null)]
    }),
  )
}

function select(document: Document, selector: string): Element[] {
  try {
    return selectAll<Node, Element>(selector, document.children)
  } catch (cause) {
    throw new Error(`“${selector}” is not a CSS selector.`, { cause })
  }
}

/**
 * Finds nodes by a path. A step is a name or `*`, and may select one of several matches by number: `item[2]`. The last
 * step may be an attribute: `@name`. `//` searches all levels below.
 */
function byPath(document: Document, path: string): (Document | Element | string)[] {
  const steps = [...path.trim().matchAll(/(\/*)([^/]+)/g)]
  let found: (Document | Element)[] = [document]
  for (const [index, [, slashes = '', step = '']] of steps.entries()) {
    const [, isAttribute, name, at] = /^(@)?([\w:.*-]+)(?:\[(\d{1,6})\])?$/.exec(step) ?? []
    if (name === undefined || slashes.length > 2) throw new Error(`“${path}” is not a path.`)
    if (isAttribute !== undefined) {
      if (index < steps.length - 1) throw new Error(`“${path}” continues after an attribute.`)
      return found.flatMap((node) =>
        'attribs' in node && node.attribs[name] !== undefined ? [node.attribs[name]] : [],
      )
    }
    found = found.flatMap((node) => {
      const inside = (slashes.length < 2 ? node.children : below(node)).filter(isElement)
      const named = inside.filter((child) => name === '*' || child.name === name)
      return at === undefined ? named : named.slice(Number(at) - 1, Number(at))
    })
  }
  return found
}

function below(node: Document | Element): Node[] {
  const all: Node[] = []
  const pending = node.children.toReversed()
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    all.push(at)
    if ('children' in at) for (const child of at.children.toReversed()) pending.push(child)
  }
  return all
}

function isElement(node: Node): node is Element {
  return 'attribs' in node
}

/** Nested matches are re-read for each ancestor match, so the total number of visits is limited. */
class MatchReader {
  private visitsLeft = MAX_VISITS

  valueOf(match: Document | Element | string, { take, attribute }: ExtractedField): string {
    if (typeof match === 'string') return match
    if (take === 'attribute' && 'attribs' in match) return match.attribs[attribute] ?? ''
    return take === 'html' ? match.children.map((child) => this.htmlOf(child, 0)).join('') : this.textOf(match)
  }

  private visit(): void {
    this.visitsLeft -= 1
    if (this.visitsLeft < 0) throw new Error('Too many matches are nested inside one another.')
  }

  /** The text of a node with single spaces, without the content of scripts and styles. */
  private textOf(node: Document | Element): string {
    const texts: string[] = []
    const pending: Node[] = [node as Node]
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      this.visit()
      if (at.type === 'text') texts.push(at.data)
      else if ('children' in at && !('name' in at && HIDDEN.has(at.name)))
        for (const child of at.children.toReversed()) pending.push(child)
    }
    return texts.join('').replaceAll(/\s+/g, ' ').trim()
  }

  private htmlOf(node: Node, depth: number): string {
    this.visit()
    if (node.type === 'text') return escaped(node.data)
    if (!isElement(node) || depth > MAX_DEPTH) return ''
    const attributes = Object.entries(node.attribs).map(([name, value]) => ` ${name}="${escaped(value)}"`)
    const inside = node.children.map((child) => this.htmlOf(child, depth + 1)).join('')
    return `<${node.name}${attributes.join('')}>${inside}</${node.name}>`
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
