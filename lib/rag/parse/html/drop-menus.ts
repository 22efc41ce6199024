/** Container elements. */
const PARTS = 'nav, ul, ol, div, section, header, footer, aside, p, menu, [role]'
const LANDMARK = /^(?:navigation|banner|contentinfo|search|menubar?)$/
const MENU_NAME = /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|topbar|footer|sidebar|skip)(?:$|[\s_-])/i
/** Minimum share of link text in a menu. */
const MIN_LINKED_SHARE = 0.8
const MIN_LINKS = 2
/**
 * A short page with more containers is generated, and checking each of them would be slow; it
 * is left unchanged.
 */
const MAX_PARTS = 5_000

/**
 * Removes menus from a page that is too short for Readability: elements with a menu role, or with
 * almost only links above the first heading or with a menu name. Lists of links further down are
 * content.
 */
export function dropMenus(document: Document): void {
  const heading = document.querySelector('h1, h2, h3')
  const parts = document.querySelectorAll(PARTS)
  if (parts.length > MAX_PARTS) return
  for (const part of parts) {
    if (part.closest('main, article, [role="main"]') || part.querySelector('main, article, [role="main"]')) continue
    if (heading && part.contains(heading)) continue
    if (isMenu(part, heading)) part.remove()
  }
}

function isMenu(part: Element, heading: Element | null): boolean {
  if (LANDMARK.test(part.getAttribute('role') ?? '')) return true
  const links = [...part.querySelectorAll('a')]
  if (links.length < MIN_LINKS) return false
  const linked = links.reduce((sum, link) => sum + lengthOf(link), 0)
  if (linked < MIN_LINKED_SHARE * lengthOf(part)) return false
  return hasMenuName(part) || (heading !== null && precedes(part, heading))
}

const hasMenuName = (part: Element) =>
  part.closest('header, footer, aside, nav') !== null ||
  MENU_NAME.test(`${part.getAttribute('class') ?? ''} ${part.getAttribute('id') ?? ''}`)

/** Bit 4: DOCUMENT_POSITION_FOLLOWING. */
const precedes = (part: Element, heading: Element) => (part.compareDocumentPosition(heading) & 4) !== 0

const lengthOf = (element: Element) => (element.textContent ?? '').replace(/[\s|·•/>«»-]+/g, '').length
