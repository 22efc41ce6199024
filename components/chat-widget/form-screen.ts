import { AnswerView } from './answer-view'
import type { ScreenOptions } from './chat-screen'
import type { Turn } from './conversation-store'
import { h } from './element'
import { sendAndFollow } from './follow-run'
import { FormField } from './form-field'
import { PassagePanel } from './passage-panel'
import { applyEvent, applyFailure } from './run-answer'
import { ScreenFrame } from './screen-frame'
import { fill } from './texts'

/** A form app: its fields, one button, the result below. */
export class FormScreen {
  readonly element: HTMLElement
  private readonly frame: ScreenFrame
  private readonly panel: PassagePanel
  private readonly fields: FormField[]
  private readonly button = h('button', { type: 'submit', class: 'run' }, fill('run'))
  private readonly result = h('section', { class: 'result', 'aria-label': fill('result'), hidden: true })
  private running: { stop: AbortController; runId: string | null } | null = null

  constructor(private readonly options: ScreenOptions) {
    const { app, mode, client, onClose } = options
    this.panel = new PassagePanel(client)
    this.frame = new ScreenFrame({ app, mode, onNew: () => undefined, onClose }, this.panel.element)
    this.fields = app.fields.map((field, index) => new FormField(field, index))
    const form = h('form', { class: 'fields', novalidate: true, on: { submit: (event) => this.submit(event) } })
    form.append(...this.fields.map((field) => field.element), this.button)
    const intro = app.greeting || app.description
    if (intro) this.frame.column.append(h('p', { class: 'intro', dir: 'auto' }, intro))
    this.frame.column.append(form, this.result)
    this.element = this.frame.element
    this.element.classList.add('form')
    this.frame.watchConnection((isOnline) => {
      this.button.disabled = !isOnline
    })
  }

  focus(): void {
    this.fields[0]?.focus()
  }

  closePanel(): boolean {
    const wasOpen = this.panel.isOpen
    this.panel.close()
    return wasOpen
  }

  private submit(event: Event): void {
    event.preventDefault()
    if (this.running) this.stop()
    else this.start()
  }

  private start(): void {
    const values = this.fields.map((field) => field.read())
    const wrong = values.findIndex((value) => !value.ok)
    const inputs = values.flatMap((value) => (value.ok && value.entry ? [value.entry] : []))
    if (wrong === -1) void this.run(Object.fromEntries(inputs))
    else this.fields[wrong]?.focus()
  }

  private async run(inputs: Record<string, unknown>): Promise<void> {
    const { client } = this.options
    const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
    const view = new AnswerView(turn, {
      onCitation: (citation, opener) => void this.panel.open(citation, opener),
      onRetry: () => void this.run(inputs),
      onRate: (runId, rating) => client.rate(runId, rating),
    })
    this.result.hidden = false
    this.result.replaceChildren(h('h2', {}, fill('result')), view.element)
    this.result.scrollIntoView({ block: 'nearest' })
    const running = { stop: new AbortController(), runId: null as string | null }
    this.running = running
    this.button.textContent = fill('stop')
    this.frame.announce(fill('thinking'))
    const follow = {
      client,
      signal: running.stop.signal,
      onRun: (runId: string) => {
        running.runId = runId
        turn.runId = runId
      },
      onEvent: (event: Parameters<typeof applyEvent>[1]) => {
        applyEvent(turn, event)
        view.update()
      },
    }
    await sendAndFollow(follow, { inputs }).catch(
      (error: unknown) => running.stop.signal.aborted || applyFailure(turn, error),
    )
    if (turn.state === 'streaming') turn.state = 'stopped'
    view.update()
    this.running = null
    this.button.textContent = fill('run')
    this.frame.announce(view.words)
  }

  private stop(): void {
    const { running } = this
    running?.stop.abort()
    if (running?.runId) this.options.client.cancel(running.runId).catch(() => undefined)
  }
}
