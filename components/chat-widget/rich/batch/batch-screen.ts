import type { VisitorBatch } from '@/lib/contracts/visitor-batches'
import type { ScreenFrame } from '../../chat/screen-frame'
import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import { fill } from '../../texts'
import { DropBox } from '../files/drop-box'
import { LoadFailure } from '../load-failure'
import { BatchCard } from './batch-card'
import { BatchClient } from './batch-client'

const POLL_INTERVAL_MS = 1_500
const MAX_BYTES = 5 * 1024 * 1024
const NAMES = /\.(?:csv|tsv|txt|jsonl|ndjson)$/i

/** Batch page: upload a file of rows, download a file of results. The visitor may leave in between. */
export class BatchScreen {
  readonly element: HTMLElement
  private readonly client: BatchClient
  private readonly drop: DropBox
  private readonly problem = h('p', { class: 'wrong', role: 'alert' })
  private readonly failure = new LoadFailure(() => this.retry())
  private readonly list = h('div', { class: 'tables' })
  private cards: BatchCard[] = []
  /** Counts visitors, so that responses for the previous visitor are ignored. */
  private visit = 0
  private isShown = true
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly options: ScreenOptions,
    private readonly frame: ScreenFrame,
  ) {
    const { app } = options
    this.client = new BatchClient(options.client)
    this.drop = new DropBox({
      title: fill('chooseTable'),
      hint: fill('rowsAtMost', { count: app.batch?.maxRows ?? 0 }),
      accept: '.csv,.tsv,.txt,.jsonl,.ndjson',
      onFile: (file) => void this.upload(file),
    })
    const intro = app.description || fill('manyIntro')
    this.frame.column.append(
      h('h2', { class: 'tables-title' }, fill('manyTitle')),
      h('p', { class: 'intro', dir: 'auto' }, intro),
      this.drop.element,
      this.problem,
      this.failure.element,
      this.list,
    )
    this.element = this.frame.element
    this.element.classList.add('form', 'rows')
    document.addEventListener('visibilitychange', () => this.scheduleRefresh())
    void this.load()
  }

  focus(): void {
    this.drop.focus()
  }

  closePanel(): boolean {
    return this.frame.closeOver()
  }

  send(): void {
    this.focus()
  }

  /** Starts over for another visitor. */
  reload(): void {
    this.visit++
    this.cards = []
    this.list.replaceChildren()
    this.failure.hide()
    void this.load()
  }

  setNotice(text: string | null): void {
    this.problem.textContent = text
    this.drop.setDisabled(text !== null)
  }

  /** Cards are polled only while the screen is shown. */
  setShown(isShown: boolean): void {
    this.isShown = isShown
    this.scheduleRefresh()
  }

  /** @returns whether the list could be loaded */
  private async load(): Promise<boolean> {
    const { visit } = this
    try {
      const batches = await this.client.list()
      if (visit !== this.visit) return false
      // A file uploaded while the list was unavailable is included.
      const known = new Set(this.cards.map(({ id }) => id))
      for (const batch of batches) if (!known.has(batch.id)) this.list.append(this.add(batch).element)
      this.failure.hide()
      this.scheduleRefresh()
      return true
    } catch (error) {
      if (visit === this.visit) this.failure.show(error)
      return false
    }
  }

  private async retry(): Promise<void> {
    if (await this.load()) (this.cards[0] ?? this).focus()
  }

  private async upload(file: File): Promise<void> {
    this.problem.textContent = ''
    if (!NAMES.test(file.name)) return this.showError(new Error(fill('fileType')))
    if (file.size > MAX_BYTES) return this.showError(new Error(fill('fileTooLarge', { size: MAX_BYTES / 1024 / 1024 })))
    this.drop.setProgress(0)
    const { visit } = this
    try {
      const batch = await this.client.upload(file, (share) => this.drop.setProgress(share))
      if (visit === this.visit) this.showNew(batch)
    } catch (error) {
      if (visit === this.visit) this.showError(error)
    } finally {
      this.drop.setProgress(null)
    }
  }

  /** The list may already contain the batch when the response arrives. */
  private showNew(batch: VisitorBatch): void {
    const card = this.cards.find(({ id }) => id === batch.id) ?? this.add(batch)
    this.list.prepend(card.element)
    card.focus()
  }

  /** The caller inserts the element into the list. */
  private add(batch: VisitorBatch): BatchCard {
    const { app } = this.options
    const card = new BatchCard(batch, {
      fields: app.fields,
      client: this.client,
      onChange: () => this.scheduleRefresh(),
      onRemove: () => {
        this.cards = this.cards.filter((other) => other !== card)
        const hadFocus = card.element.contains(document.activeElement)
        card.element.remove()
        if (hadFocus) this.focus()
      },
      announce: (text) => this.frame.announce(text),
    })
    this.cards.push(card)
    return card
  }

  private scheduleRefresh(): void {
    clearTimeout(this.timer)
    if (!this.isShown || document.hidden || !this.cards.some(({ isRunning }) => isRunning)) return
    this.timer = setTimeout(() => void this.refresh(), POLL_INTERVAL_MS)
  }

  private async refresh(): Promise<void> {
    await Promise.all(this.cards.filter(({ isRunning }) => isRunning).map((card) => card.refresh()))
    this.scheduleRefresh()
  }

  private showError(error: unknown): void {
    this.problem.textContent = error instanceof Error ? error.message : fill('noConnection')
  }
}
