/** Elements that hold others. */
const PARTS = 'nav, ul, ol, div, section, header, footer, aside, p, menu, [role]'
const LANDMARK = /^(?:navigation|banner|contentinfo|search|menubar?)$/
const MARKED = /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|topbar|footer|sidebar|skip)(?:$|[\s_-])/i
/** Of the text of a menu that are links. */
const LINKED = 0.8
const FEWEST_LINKS = 2
/** A page of so many parts with so little text is drawn, and each part is looked through: it stays as it is. */
const MOST_PARTS = 5_000

/**
 * Takes menus off a page that is too short for Readability: what is a menu by its role, or has hardly anything but links
 * and stands above the first heading or is called one. Lists of links below it are what the page is about.
 */
export function dropMenus(document: Document): void {
  const heading = document.querySelector('h1, h2, h3')
  const parts = document.querySelectorAll(PARTS)
  if (parts.length > MOST_PARTS) return
  for (const part of parts) {
    if (part.closest('main, article, [role="main"]') || part.querySelector('main, article, [role="main"]')) continue
    if (heading && part.contains(heading)) continue
    if (isMenu(part, heading)) part.remove()
  }
}

function isMenu(part: Element, heading: Element | null): boolean {
  if (LANDMARK.test(part.getAttribute('role') ?? '')) return true
  const links = [...part.querySelectorAll('a')]
  if (links.length < FEWEST_LINKS) return false
  const linked = links.reduce((sum, link) => sum + lengthOf(link), 0)
  if (linked < LINKED * lengthOf(part)) return false
  return isMarked(part) || (heading !== null && standsBefore(part, heading))
}

const isMarked = (part: Element) =>
  part.closest('header, footer, aside, nav') !== null ||
  MARKED.test(`${part.getAttribute('class') ?? ''} ${part.getAttribute('id') ?? ''}`)

/** Bit 4: the other follows (DOM). */
const standsBefore = (part: Element, heading: Element) => (part.compareDocumentPosition(heading) & 4) !== 0

const lengthOf = (element: Element) => (element.textContent ?? '').replace(/[\s|·•/>«»-]+/g, '').length
