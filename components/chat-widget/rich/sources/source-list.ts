import type { PublicCitation } from '@/lib/contracts/public'
import { h } from '../../element'
import { fill } from '../../texts'

/** Sources of an answer as buttons that open the passage. */
export function sourceList(
  citations: readonly PublicCitation[],
  onCitation: (citation: PublicCitation, opener: HTMLElement) => void,
): HTMLElement {
  const list = h('ul', { class: 'sources', 'aria-label': fill('sources') })
  for (const citation of citations) {
    const place =
      citation.page === null ? null : h('span', { class: 'place' }, fill('shortPage', { page: citation.page }))
    const name = h('span', { class: 'name', dir: 'auto' }, citation.documentName)
    const words = [
      screenReaderText(`${fill('sourceWord')} `),
      h('b', {}, String(citation.number)),
      screenReaderText(': '),
      name,
      place ? screenReaderText(', ') : null,
      place,
    ]
    if (hasPassage(citation)) {
      const chip = h('button', { type: 'button', class: 'chip', title: citation.quote.slice(0, 200) }, ...words)
      chip.addEventListener('click', () => onCitation(citation, chip))
      list.append(h('li', {}, chip))
    } else list.append(h('li', {}, h('span', { class: 'chip' }, ...words)))
  }
  return list
}

/** For screen readers: the accessible name must contain the visible text. */
function screenReaderText(text: string): HTMLElement {
  return h('span', { class: 'sr-only' }, text)
}

/** Without a quote the app shows document names only. */
export const hasPassage = ({ quote }: PublicCitation): boolean => quote !== ''

export function citationLabel({ number, documentName: name, page }: PublicCitation): string {
  return page === null ? fill('source', { number, name }) : fill('sourceOnPage', { number, name, page })
}
