import 'server-only'
import path from 'node:path'
import type { Unzipped } from 'fflate'
import { parseHTML } from 'linkedom'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { unpack } from '../archive/unpack'
import { definedProperties } from '../office/office-properties'
import { all, descendants, first, parseXml } from '../office/xml'
import type { Parsed } from '../parsed'
import { decodeText } from '../text/decode-text'
import { TextBuilder } from '../text-builder'
import { toIsoDate } from '../to-iso-date'
import { htmlToText } from './html-to-text'

/** A book: the files of its spine, in order. */
export function parseEpub(bytes: Uint8Array): Parsed {
  const files = unpack(bytes, ({ name }) => /\.(?:xml|opf|xhtml|html|htm)$/i.test(name))
  const packagePart = packagePartOf(files)
  const opf = files[packagePart]
  if (!opf) throw new AppError('INVALID_INPUT', problem('documents.ebookDamaged'))
  const root = parseXml(opf)
  const builder = new TextBuilder()
  const spine = spineOf(root, packagePart)
  rejectProtected(files, spine)
  for (const part of spine) {
    const content = files[part]
    if (content) writeChapter(builder, decodeText(content))
  }
  const text = (name: string) => first(root, name)?.textContent?.trim() || undefined
  const properties = definedProperties({
    author: all(root, 'dc:creator')
      .map((element) => element.textContent?.trim())
      .filter(Boolean)
      .join(', '),
    created: toIsoDate(text('dc:date')),
    subject: text('dc:subject'),
    publisher: text('dc:publisher'),
  })
  return { builder, title: text('dc:title'), properties, language: text('dc:language') }
}

function packagePartOf(files: Unzipped): string {
  const container = files['META-INF/container.xml']
  if (!container) throw new AppError('INVALID_INPUT', problem('documents.notEbook'))
  return first(parseXml(container), 'rootfile')?.getAttribute('full-path') ?? ''
}

function spineOf(root: Element, packagePart: string): string[] {
  const items = new Map(all(root, 'item').map((item) => [item.getAttribute('id'), item.getAttribute('href') ?? '']))
  const folder = path.posix.dirname(packagePart)
  return all(root, 'itemref').flatMap((reference) => {
    const href = items.get(reference.getAttribute('idref'))
    return href ? [path.posix.normalize(path.posix.join(folder, decoded(href)))] : []
  })
}

/** Obfuscated fonts are common; encrypted chapters mean DRM. */
function rejectProtected(files: Unzipped, spine: readonly string[]): void {
  const encryption = files['META-INF/encryption.xml']
  if (!encryption) return
  const locked = new Set(
    descendants(parseXml(encryption)).flatMap((element) => decoded(element.getAttribute('URI') ?? '') || []),
  )
  if (spine.some((part) => locked.has(part))) throw new AppError('INVALID_INPUT', problem('documents.ebookProtected'))
}

function writeChapter(builder: TextBuilder, xhtml: string): void {
  // Self-closing empty elements would swallow the rest in HTML.
  const html = xhtml
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/<(title|script|a|span|p|div)(\s[^<>]*)?\/>/gi, '<$1$2></$1>')
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`)
  htmlToText(document.body ?? document, builder)
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href.split('#')[0] ?? '')
  } catch {
    return href
  }
}
