import type { PublicCitation, PublicPassage } from '@/lib/contracts/public'
import { append, h } from './element'
import type { EmbedClient } from './embed-client'
import { icon } from './icons'
import { fill } from './texts'

/** Shows where an answer comes from: document, page, headings, and the passage with the quote marked. */
export class PassagePanel {
  readonly element: HTMLElement
  private readonly title = h('h2', { id: 'passage-title', tabindex: -1, dir: 'auto' })
  private readonly place = h('p', { class: 'quiet' })
  private readonly content = h('div', { class: 'content', tabindex: 0, dir: 'auto' })
  private opener: HTMLElement | null = null
  private asked = 0

  constructor(private readonly client: EmbedClient) {
    const close = h(
      'button',
      {
        type: 'button',
        class: 'plain',
        'aria-label': fill('closePassage'),
        title: fill('closePassage'),
        on: { click: () => this.close() },
      },
      icon('close'),
    )
    const words = h('div', { class: 'words' }, this.title, this.place)
    const head = h('div', { class: 'passage-head' }, h('span', { class: 'sheet' }, icon('file')), words, close)
    this.element = h(
      'section',
      { class: 'passage', role: 'dialog', 'aria-labelledby': 'passage-title', hidden: true },
      head,
      this.content,
    )
  }

  get isOpen(): boolean {
    return !this.element.hidden
  }

  async open(citation: PublicCitation, opener: HTMLElement): Promise<void> {
    this.asked += 1
    const { asked } = this
    this.opener = opener
    this.title.textContent = citation.documentName
    this.place.textContent = citation.page === null ? '' : fill('page', { page: citation.page })
    this.content.replaceChildren(h('p', { class: 'quiet' }, fill('loading')))
    this.element.hidden = false
    this.title.focus()
    const passage = await this.client.passage(citation).catch(() => null)
    // Another citation was opened in the meantime.
    if (asked !== this.asked) return
    if (passage) this.show(passage)
    // The quote travelled with the answer, so it can be shown whatever became of the document.
    else
      this.content.replaceChildren(
        h('blockquote', {}, citation.quote),
        h('p', { class: 'quiet' }, fill('passageFailed')),
      )
  }

  close(): void {
    if (!this.isOpen) return
    this.element.hidden = true
    this.opener?.focus()
  }

  private show({ headings, page, text, markStart, markEnd }: PublicPassage): void {
    const path = headings.join(' › ')
    this.place.textContent = [page === null ? '' : fill('page', { page }), path].filter(Boolean).join(' · ')
    const mark = markEnd > markStart ? h('mark', {}, text.slice(markStart, markEnd)) : null
    const body = h('p', { class: 'passage-text' })
    append(body, [text.slice(0, mark ? markStart : undefined), mark, mark ? text.slice(markEnd) : ''])
    this.content.replaceChildren(body)
    mark?.scrollIntoView({ block: 'center' })
  }
}
