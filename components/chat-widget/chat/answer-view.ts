import { h } from '../element'
import { icon } from '../icons'
import { loadRich } from '../loading/load-rich'
import type { RichAnswer } from '../rich/markdown/rich-answer'
import { fill } from '../texts'
import type { AnswerActions } from './answer-actions'
import type { Turn } from './conversation-store'

/**
 * One answer: its streaming text, or an error with a retry button. Shown as plain text until the rich part is loaded,
 * which renders Markdown, sources and tools.
 */
export class AnswerView {
  readonly element: HTMLElement
  private readonly plain = h('div', { class: 'text', dir: 'auto' })
  private readonly foot = h('div', { class: 'foot' })
  private readonly dots = h(
    'div',
    { class: 'dots', role: 'img', 'aria-label': fill('thinking') },
    h('i'),
    h('i'),
    h('i'),
  )
  private readonly waiting = h('p', { class: 'quiet waiting', role: 'status', hidden: true })
  private rich: RichAnswer | null = null
  private frame = 0

  constructor(
    private readonly turn: Turn,
    private readonly actions: AnswerActions,
  ) {
    const label = h('span', { class: 'sr-only' }, fill('assistant'))
    this.element = h('div', { class: 'turn answer' }, label, this.dots, this.plain, this.waiting, this.foot)
    this.draw()
    void loadRich().then(
      ({ RichAnswer }) => {
        this.rich = new RichAnswer(turn, actions, this.waiting)
        this.plain.replaceWith(this.rich.element)
        this.draw()
      },
      // If it fails to load, the answer stays readable as plain text.
      () => undefined,
    )
  }

  /** Text for screen readers, without Markdown syntax. */
  get words(): string {
    return this.turn.problem ?? this.rich?.words ?? this.turn.text
  }

  /** Streaming text is rendered at most once per frame. */
  update(): void {
    if (this.turn.state !== 'streaming') this.draw()
    else if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    const { text, state, waitsFor } = this.turn
    const isStreaming = state === 'streaming'
    this.waiting.hidden = !isStreaming || waitsFor === undefined
    if (this.waiting.hidden) this.waiting.replaceChildren()
    else if (!this.waiting.hasChildNodes())
      this.waiting.append(fill(waitsFor === 'timer' ? 'waitsForTime' : 'waitsForApproval'))
    this.dots.hidden = !isStreaming || text !== '' || waitsFor !== undefined
    this.element.classList.toggle('streaming', isStreaming && text !== '')
    this.plain.textContent = text
    this.rich?.update()
    this.foot.replaceChildren(...(isStreaming ? [] : this.footNodes()))
  }

  private footNodes(): Node[] {
    const { text, state } = this.turn
    const nodes: Node[] = []
    if (state === 'done' && text.trim() === '' && !this.turn.made)
      nodes.push(h('p', { class: 'quiet' }, fill('emptyAnswer')))
    if (state === 'failed') nodes.push(this.problem())
    const tools = h('div', { class: 'tools' })
    if (state === 'stopped') tools.append(h('span', { class: 'quiet' }, fill('stopped')))
    nodes.push(...(this.rich?.footNodes(tools) ?? []))
    if (state === 'stopped') tools.append(this.retryButton())
    if (tools.childNodes.length > 0) nodes.push(tools)
    return nodes
  }

  private problem(): HTMLElement {
    const { problem = fill('noConnection') } = this.turn
    // Two paragraphs, because the server's message may have another text direction.
    const words = h('span', {}, h('p', { dir: 'auto' }, problem), this.rich?.whenToRetry())
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
}
