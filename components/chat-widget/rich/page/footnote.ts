import { h } from '../../element'
import { fill } from '../../texts'

/** Adds the note about Patchbay below the composer or the form. */
export function addFootnote(screen: HTMLElement): void {
  screen.querySelector('.bottom')?.append(h('p', { class: 'footnote' }, fill('poweredBy')))
}
