import type { PublicPassage } from '@/lib/contracts/public'
import type { CitedByRun } from '../../chat/answer-actions'
import { append, h } from '../../element'
import type { EmbedClient } from '../../embed-client'
import { fill } from '../../texts'
import { panelHead } from '../panel-head'
import { readPassage } from './read-passage'

/** Shows the source of an answer: document, page, headings, and the passage with the quote highlighted. */
export class PassagePanel {
  readonly element = h('section', { class: 'passage', role: 'dialog' })
  private readonly place = h('p', { class: 'quiet' })
  private readonly content = h('div', { class: 'content', tabindex: 0, dir: 'auto' })
  private requestCount = 0

  constructor(private readonly client: EmbedClient) {}

  async open(citation: CitedByRun, onClose: () => void): Promise<void> {
    this.requestCount += 1
    const { requestCount: current } = this
    const head = panelHead({ title: citation.documentName, icon: 'file', below: this.place, onClose })
    this.element.setAttribute('aria-label', citation.documentName)
    this.element.replaceChildren(head.element, this.content)
    this.place.textContent = citation.page === null ? '' : fill('page', { page: citation.page })
    this.content.replaceChildren(h('p', { class: 'quiet' }, fill('loading')))
    head.title.focus()
    const passage = await readPassage(this.client, citation).catch(() => null)
    // Another citation was opened in the meantime.
    if (current !== this.requestCount) return
    if (passage) this.show(passage)
    // The quote is part of the answer, so it can be shown even if the document was deleted.
    else
      this.content.replaceChildren(
        h('blockquote', {}, citation.quote),
        h('p', { class: 'quiet' }, fill('passageFailed')),
      )
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
