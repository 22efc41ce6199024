import 'server-only'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { definedProperties, splitKeywords } from '../office/office-properties'
import type { Parsed } from '../parsed'
import { decodeText } from '../text/decode-text'
import { TextBuilder } from '../text-builder'
import { toIsoDate } from '../to-iso-date'
import { dropMenus } from './drop-menus'
import { htmlToText } from './html-to-text'
import { nestGoogleLists } from './nest-google-lists'
import { splitHtml } from './split-html'

/** Below this length Readability has most likely removed the content. */
const MIN_ARTICLE_CHARACTERS = 250
const MAX_ELEMENTS = 100_000
/** Limit for removing menus by heuristics; longer pages without an article may be anything. */
const SHORT_PAGE = 5_000
/** Markup of Apple Mail, Thunderbird and Gmail; Gmail's forwards are not in a blockquote. */
const QUOTED_MAIL = 'blockquote[type="cite"], .gmail_quote > blockquote'

/** A web page without its menus, ads and scripts. */
export function parseHtml(bytes: Uint8Array): Parsed {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048))
  return readHtml(decodeText(bytes, /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1]))
}

export function readHtml(html: string): Parsed {
  return hasManyElements(html) ? readInPieces(html) : parseDocument(html)
}

function parseDocument(html: string): Parsed {
  const { document } = parseHTML(withBody(html))
  const { title, properties, language } = headOf(document)
  nestGoogleLists(document)
  const fullText = new TextBuilder()
  const { isComplete } = htmlToText(document.body ?? document, fullText)
  // Readability takes minutes on endlessly nested pages.
  const article = isComplete ? (readArticle(document) ?? (fullText.length < SHORT_PAGE ? readShort(html) : null)) : null
  return { builder: article ?? fullText, title: title ?? fullText.sections[0]?.title, properties, language }
}

/** Readability fails on that many elements, so all text is read, without a tree of the whole page. */
function readInPieces(html: string): Parsed {
  const builder = new TextBuilder()
  let head: ReturnType<typeof headOf> | null = null
  for (const piece of splitHtml(html)) {
    const { document } = parseHTML(head ? piece : withBody(piece))
    head ??= headOf(document)
    nestGoogleLists(document)
    // The document instead of its body: a piece may close it or contain another page.
    htmlToText(document, builder)
  }
  return { ...head, builder, title: head?.title ?? builder.sections[0]?.title }
}

function hasManyElements(html: string): boolean {
  let count = 0
  for (const _ of html.matchAll(/<[a-z]/gi)) {
    count += 1
    if (count > MAX_ELEMENTS) return true
  }
  return false
}

function headOf(document: Document) {
  return {
    title: document.querySelector('title')?.textContent?.trim() || undefined,
    properties: propertiesOf(document),
    language: document.documentElement?.getAttribute('lang') ?? undefined,
  }
}

/**
 * The text of an HTML email without quoted messages; a reply that consists of quotes stays
 * unchanged. Menus are not removed.
 */
export function readMailHtml(html: string): Parsed {
  const { document } = parseHTML(withBody(html))
  const [visible, fullText] = [new TextBuilder(), new TextBuilder()]
  htmlToText(document.body, fullText)
  for (const quote of document.querySelectorAll(QUOTED_MAIL)) quote.remove()
  htmlToText(document.body, visible)
  return { builder: visible.length > 0 ? visible : fullText }
}

/** HTML may omit its html, head and body tags; linkedom then has no body and would lose the text. */
function withBody(html: string): string {
  if (/<body[\s>]/i.test(html)) return /<html[\s>]/i.test(html) ? html : `<!doctype html><html>${html}</html>`
  const innerHtml = html.replace(/<!doctype[^>]*>|<\/?(?:html|head|body)(?:\s[^>]*)?>/gi, '')
  const title = /<title[^>]*>[^<]*<\/title>/i.exec(innerHtml)?.[0] ?? ''
  return `<!doctype html><html><head>${title}</head><body>${innerHtml.replace(title, '')}</body></html>`
}

function propertiesOf(document: Document): NonNullable<Parsed['properties']> {
  const content = (name: string) =>
    document.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.getAttribute('content')?.trim() ||
    undefined
  return definedProperties({
    author: content('author') ?? content('article:author'),
    description: content('description') ?? content('og:description'),
    keywords: splitKeywords(content('keywords')),
    created: toIsoDate(content('article:published_time') ?? content('date')),
    modified: toIsoDate(content('article:modified_time')),
  })
}

/** Readability modifies its document, so it runs last. */
function readArticle(document: Document): TextBuilder | null {
  try {
    const parsed = new Readability<Node>(document, {
      maxElemsToParse: MAX_ELEMENTS,
      serializer: (node) => node,
    }).parse()
    if (!parsed?.content || (parsed.textContent?.length ?? 0) < MIN_ARTICLE_CHARACTERS) return null
    const builder = new TextBuilder()
    htmlToText(parsed.content, builder)
    return builder
  } catch {
    return null
  }
}

/**
 * A short page without its menus; null if nothing else remains. Parsed again, since Readability has
 * modified the other tree.
 */
function readShort(html: string): TextBuilder | null {
  const { document } = parseHTML(withBody(html))
  nestGoogleLists(document)
  dropMenus(document)
  const builder = new TextBuilder()
  htmlToText(document.body ?? document, builder)
  return builder.length > 0 ? builder : null
}
