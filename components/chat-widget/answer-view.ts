import type { Rating } from '@/lib/contracts/feedback'
import type { PublicCitation } from '@/lib/contracts/public'
import type { Turn } from './conversation-store'
import { copyButton } from './copy-text'
import { h } from './element'
import { icon } from './icons'
import { MarkdownView } from './render-markdown'
import { fill } from './texts'

export interface AnswerActions {
  onCitation: (citation: PublicCitation, opener: HTMLElement) => void
  onRetry: () => void
  onRate: (runId: string, rating: Rating) => Promise<void>
}

/** One answer: its text while it streams, then sources and tools; or what went wrong, and a way to try again. */
export class AnswerView {
  readonly element: HTMLElement
  private readonly markdown: MarkdownView
  private readonly foot = h('div', { class: 'foot' })
  private readonly dots = h(
    'div',
    { class: 'dots', role: 'img', 'aria-label': fill('thinking') },
    h('i'),
    h('i'),
    h('i'),
  )
  private readonly waiting = h('p', { class: 'quiet waiting', role: 'status', hidden: true })
  private shownCitations = 0
  private frame = 0

  constructor(
    private readonly turn: Turn,
    private readonly actions: AnswerActions,
  ) {
    this.markdown = new MarkdownView({
      citation: (number) => this.inlineCitation(number),
      codeTool: (code) => copyButton('copyCode', () => code),
    })
    const label = h('span', { class: 'sr-only' }, fill('assistant'))
    this.element = h('div', { class: 'turn answer' }, label, this.dots, this.markdown.element, this.waiting, this.foot)
    this.draw()
  }

  /** What a screen reader should read out: the words, without markdown's marks. */
  get words(): string {
    const blocks = [...this.markdown.element.children].map((block) => block.textContent)
    return this.turn.problem ?? blocks.join('\n')
  }

  /** While text streams, at most once a frame. */
  update(): void {
    if (this.turn.state !== 'streaming') this.draw()
    else if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    const { text, state, waitsFor, citations = [] } = this.turn
    const isStreaming = state === 'streaming'
    this.waiting.hidden = !isStreaming || waitsFor === undefined
    this.waiting.textContent = this.waiting.hidden
      ? ''
      : fill(waitsFor === 'timer' ? 'waitsForTime' : 'waitsForApproval')
    this.dots.hidden = !isStreaming || text !== '' || waitsFor !== undefined
    this.element.classList.toggle('streaming', isStreaming && text !== '')
    if (citations.length === this.shownCitations) this.markdown.update(text)
    else this.markdown.redraw(text)
    this.shownCitations = citations.length
    this.foot.replaceChildren(...(isStreaming ? [] : this.footNodes()))
  }

  private footNodes(): Node[] {
    const { text, state, isQuoted, citations = [] } = this.turn
    const nodes: Node[] = []
    if (state === 'done' && text.trim() === '') nodes.push(h('p', { class: 'quiet' }, fill('emptyAnswer')))
    if (citations.length > 0) nodes.push(this.sources(citations))
    if (isQuoted) nodes.push(h('p', { class: 'quiet quoted' }, fill('quoted')))
    if (state === 'failed') nodes.push(this.problem())
    const tools = h('div', { class: 'tools' })
    if (state === 'stopped') tools.append(h('span', { class: 'quiet' }, fill('stopped')))
    if (text !== '') tools.append(copyButton('copyAnswer', () => text))
    if (state === 'done') tools.append(...this.thumbs())
    if (state === 'stopped') tools.append(this.retryButton())
    if (tools.childNodes.length > 0) nodes.push(tools)
    return nodes
  }

  private thumbs(): HTMLElement[] {
    const { runId } = this.turn
    if (!runId) return []
    return RATINGS.map(([rating, label]) => {
      const pressed = String(this.turn.rating === rating)
      const title = fill(label)
      const rate = () => {
        this.turn.rating = rating
        this.draw()
        // Not told to the visitor: it is only an opinion that was not heard.
        void this.actions.onRate(runId, rating).catch(() => undefined)
      }
      const about = {
        type: 'button',
        class: 'tool',
        'aria-label': title,
        title,
        'aria-pressed': pressed,
        on: { click: rate },
      }
      return h('button', about, icon(rating, 14))
    })
  }

  private problem(): HTMLElement {
    const words = h('span', {}, this.turn.problem ?? fill('noConnection'))
    return h('div', { class: 'problem', role: 'alert' }, icon('alert', 16), words, this.retryButton())
  }

  private retryButton(): HTMLElement {
    return h(
      'button',
      { type: 'button', class: 'tool', on: { click: this.actions.onRetry } },
      icon('retry', 14),
      fill('retry'),
    )
  }

  private sources(citations: readonly PublicCitation[]): HTMLElement {
    const list = h('ul', { class: 'sources', 'aria-label': fill('sources') })
    for (const citation of citations) {
      const place =
        citation.page === null ? null : h('span', { class: 'place' }, fill('shortPage', { page: citation.page }))
      const name = h('span', { class: 'name', dir: 'auto' }, citation.documentName)
      const chip = h(
        'button',
        { type: 'button', class: 'chip', title: citation.quote.slice(0, 200) },
        unseen(`${fill('sourceWord')} `),
        h('b', {}, String(citation.number)),
        unseen(': '),
        name,
        place ? unseen(', ') : null,
        place,
      )
      chip.addEventListener('click', () => this.actions.onCitation(citation, chip))
      list.append(h('li', {}, chip))
    }
    return list
  }

  private inlineCitation(number: number): Node | null {
    const citation = this.turn.citations?.find((candidate) => candidate.number === number)
    if (!citation) return null
    const mark = h('button', { type: 'button', class: 'mark', 'aria-label': citationLabel(citation) }, String(number))
    mark.addEventListener('click', () => this.actions.onCitation(citation, mark))
    return mark
  }
}

const RATINGS = [
  ['up', 'rateUp'],
  ['down', 'rateDown'],
] as const

/** For those who hear the page: the name of a button must hold what others read on it. */
function unseen(text: string): HTMLElement {
  return h('span', { class: 'sr-only' }, text)
}

function citationLabel({ number, documentName: name, page }: PublicCitation): string {
  return page === null ? fill('source', { number, name }) : fill('sourceOnPage', { number, name, page })
}
