import 'server-only'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeText } from './decode-text'
import { htmlToText } from './html-to-text'
import { TextBuilder } from './text-builder'

/** Below this Readability has most likely thrown away the content. */
const SHORTEST_ARTICLE = 250
const MAX_ELEMENTS = 100_000

/** A web page without its menus, adverts and scripts. */
export function parseHtml(bytes: Uint8Array): { builder: TextBuilder; title: string | undefined } {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048))
  return readHtml(decodeText(bytes, /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1]))
}

export function readHtml(html: string): { builder: TextBuilder; title: string | undefined } {
  // linkedom wants a whole document.
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`)
  const title = document.querySelector('title')?.textContent?.trim() || undefined
  const whole = new TextBuilder()
  const { isComplete } = htmlToText(document.body ?? document, whole)
  // On bottomless pages Readability takes minutes.
  const article = isComplete ? readArticle(document) : null
  return { builder: article ?? whole, title: title ?? whole.sections[0]?.title }
}

/** Readability changes the document it reads, so it comes last. */
function readArticle(document: Document): TextBuilder | null {
  try {
    const parsed = new Readability<Node>(document, {
      maxElemsToParse: MAX_ELEMENTS,
      serializer: (node) => node,
    }).parse()
    if (!parsed?.content || (parsed.textContent?.length ?? 0) < SHORTEST_ARTICLE) return null
    const builder = new TextBuilder()
    htmlToText(parsed.content, builder)
    return builder
  } catch {
    return null
  }
}
