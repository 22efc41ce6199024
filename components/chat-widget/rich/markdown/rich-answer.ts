import type { EmbedApp, PublicCitation } from '@/lib/contracts/public'
import type { AnswerActions } from '../../chat/answer-actions'
import type { Turn } from '../../chat/conversation-store'
import { h } from '../../element'
import { fill } from '../../texts'
import { answerTools } from '../answer-tools'
import { copyButton } from '../copy-text'
import { madeFiles } from '../files/made-files'
import { citationLabel, hasPassage, sourceList } from '../sources/source-list'
import { MarkdownView } from './render-markdown'

const RETRY_MS = 5_000

/** The answer as Markdown, with sources and tools. */
export class RichAnswer {
  readonly element: HTMLElement
  private readonly markdown: MarkdownView
  private shownCitations = 0
  private requestedFor: string | null = null
  private made: HTMLElement | null = null

  constructor(
    private readonly turn: Turn,
    private readonly actions: AnswerActions,
    private readonly waiting: HTMLElement,
  ) {
    this.markdown = new MarkdownView({
      citation: (number) => this.inlineCitation(number),
      codeTool: (code) => copyButton('copyCode', () => code),
    })
    this.element = this.markdown.element
  }

  get words(): string {
    return [...this.element.children].map((block) => block.textContent).join('\n')
  }

  update(): void {
    const { text, citations = [] } = this.turn
    if (citations.length === this.shownCitations) this.markdown.update(text)
    else this.markdown.redraw(text)
    this.shownCitations = citations.length
    this.showApproval()
  }

  whenToRetry(): HTMLElement | null {
    const { retryAtMs = 0 } = this.turn
    if (retryAtMs <= Date.now()) return null
    return h('p', {}, fill('retryFrom', { time: new Date(retryAtMs).toLocaleTimeString([], { timeStyle: 'short' }) }))
  }

  footNodes(tools: HTMLElement): Node[] {
    const { isQuoted, citations = [] } = this.turn
    const nodes: Node[] = []
    showAvatar(this.actions.options.app)
    this.made ??= madeFiles(this.actions.options.client, this.turn.made)
    if (this.made) nodes.push(this.made)
    if (citations.length > 0) nodes.push(sourceList(citations, (citation, opener) => this.open(citation, opener)))
    if (isQuoted) nodes.push(h('p', { class: 'quiet quoted' }, fill('quoted')))
    tools.append(...answerTools({ turn: this.turn, actions: this.actions, words: () => this.words }))
    return nodes
  }

  /** A waiting run may have a request for the visitor. Other requests wait for a member of the workspace. */
  private showApproval(): void {
    const { runId, waitsFor } = this.turn
    if (waitsFor !== 'approval' || !runId) this.requestedFor = null
    else if (this.requestedFor !== runId) {
      this.requestedFor = runId
      void this.actions
        .question(runId, (text) => {
          const view = new MarkdownView({ citation: () => null })
          view.update(text)
          return view.element
        })
        .then(
          (prompt) => {
            if (prompt && this.turn.waitsFor === 'approval') this.waiting.replaceChildren(prompt)
          },
          // The code could not be loaded or there was no response, and a waiting run sends no event that would trigger
          // a retry.
          () => {
            this.requestedFor = null
            setTimeout(() => {
              if (this.waiting.isConnected) this.showApproval()
            }, RETRY_MS)
          },
        )
    }
  }

  private open(citation: PublicCitation, opener: HTMLElement): void {
    this.actions.onCitation({ ...citation, runId: this.turn.runId }, opener)
  }

  private inlineCitation(number: number): Node | 'hidden' | null {
    const citation = this.turn.citations?.find((candidate) => candidate.number === number)
    if (!citation) return this.actions.options.app.hidesSources ? 'hidden' : null
    if (!hasPassage(citation)) return h('span', { class: 'mark', title: citation.documentName }, String(number))
    const mark = h('button', { type: 'button', class: 'mark', 'aria-label': citationLabel(citation) }, String(number))
    mark.addEventListener('click', () => this.open(citation, mark))
    return mark
  }
}

/** Passes the avatar to the styles, which draw it next to every answer. */
function showAvatar({ avatar }: EmbedApp): void {
  const { style, dataset } = document.documentElement
  if (avatar) style.setProperty('--avatar', `url("${avatar}")`)
  if (avatar) dataset.avatar = ''
  else delete dataset.avatar
}
