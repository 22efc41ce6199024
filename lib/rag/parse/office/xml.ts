import 'server-only'
import { strFromU8 } from 'fflate'
import { parseHTML } from 'linkedom'
import { AppError } from '@/lib/core/app-error'

const { DOMParser: Parser } = parseHTML('')

/** The root of an XML part. linkedom knows the five entities of XML and no others, and loads nothing. */
export function parseXml(bytes: Uint8Array): Element {
  // Only the window's parser has the types of a browser's.
  const root = new Parser().parseFromString(strFromU8(bytes), 'text/xml').documentElement
  if (!root) throw new AppError('INVALID_INPUT', 'This file is damaged: a part of it is no XML.')
  return root
}

/** Elements of a name with its prefix, such as `a:p`, wherever they are below. */
export function all(element: Element | undefined | null, name: string): Element[] {
  return element ? [...element.getElementsByTagName(name)] : []
}

/** Every element below, in their order. */
export function descendants(element: Element): Element[] {
  return [...element.querySelectorAll('*')]
}

export function first(element: Element | undefined | null, name: string): Element | undefined {
  return all(element, name)[0]
}
