import 'server-only'
import { strFromU8 } from 'fflate'
import { parseHTML } from 'linkedom'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const { DOMParser: Parser } = parseHTML('')

/** The root of an XML part. linkedom knows only XML's five entities and loads nothing. */
export function parseXml(bytes: Uint8Array): Element {
  // Only the window's parser has DOM types.
  const root = new Parser().parseFromString(strFromU8(bytes), 'text/xml').documentElement
  if (!root) throw new AppError('INVALID_INPUT', problem('documents.xmlDamaged'))
  return root
}

/** Descendants by qualified name, such as `a:p`. */
export function all(element: Element | undefined | null, name: string): Element[] {
  return element ? [...element.getElementsByTagName(name)] : []
}

/** All descendants in document order. */
export function descendants(element: Element): Element[] {
  return [...element.querySelectorAll('*')]
}

export function first(element: Element | undefined | null, name: string): Element | undefined {
  return all(element, name)[0]
}
