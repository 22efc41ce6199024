import type { CitedByRun } from '../../chat/answer-actions'
import { AnswerView } from '../../chat/answer-view'
import { newLocalId, type Turn } from '../../chat/conversation-store'
import { ScreenFrame } from '../../chat/screen-frame'
import type { ScreenOptions } from '../../chat/screen-options'
import { TurnRunner } from '../../chat/turn-runner'
import { h } from '../../element'
import { loadRich } from '../../loading/load-rich'
import { fill } from '../../texts'
import { FileField } from '../files/file-field'
import { visitorApproval } from '../visitor-approval'
import { FormField } from './form-field'

/** A form app: its fields, one button, the result below. */
export class FormScreen {
  readonly element: HTMLElement
  private readonly frame: ScreenFrame
  private readonly fields: (FormField | FileField)[]
  private readonly runner: TurnRunner
  private readonly button = h('button', { type: 'submit', class: 'run' }, fill('run'))
  private readonly result = h('section', { class: 'result', 'aria-label': fill('result'), hidden: true })
  private readonly notice = h('p', { class: 'card quiet', role: 'status', hidden: true })

  constructor(private readonly options: ScreenOptions) {
    const { app } = options
    this.runner = new TurnRunner(options)
    this.frame = new ScreenFrame(options, null)
    this.fields = app.fields.map((field, index) =>
      ['file', 'image', 'audio'].includes(field.type)
        ? new FileField(field, `field-${index}`, options.client)
        : new FormField(field, `field-${index}`),
    )
    const form = h('form', { class: 'fields', novalidate: true, on: { submit: (event) => this.submit(event) } })
    form.append(...this.fields.map((field) => field.element), this.button)
    const intro = app.greeting || app.description
    if (intro) this.frame.column.append(h('p', { class: 'intro', dir: 'auto' }, intro))
    this.frame.column.append(this.notice, form, this.result)
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
    return this.frame.closeOver()
  }

  /** Removes the result of the previous visitor. */
  reload(): void {
    this.runner.leave()
    this.result.hidden = true
    this.result.replaceChildren()
    this.button.textContent = fill('run')
  }

  setNotice(text: string | null): void {
    this.notice.hidden = text === null
    this.notice.textContent = text
    this.button.disabled = text !== null
  }

  /** A form has no messages; the visitor fills it in. */
  send(): void {
    this.focus()
  }

  private submit(event: Event): void {
    event.preventDefault()
    if (this.runner.isRunning) this.runner.stop()
    else this.check()
  }

  private check(): void {
    const values = this.fields.map((field) => field.read())
    const wrong = values.findIndex((value) => !value.ok)
    const inputs = values.flatMap((value) => (value.ok && value.entry ? [value.entry] : []))
    if (wrong === -1) this.run(Object.fromEntries(inputs))
    else this.fields[wrong]?.focus()
  }

  /**
   * @param key idempotency key, kept from a submission that may have arrived
   * @param runId a run that has started but whose response was lost
   */
  private run(inputs: Record<string, unknown>, key = newLocalId(), runId?: string): void {
    const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
    const view = new AnswerView(turn, {
      options: this.options,
      onCitation: (citation, opener) => void this.openPassage(citation, opener),
      onRetry: () => (turn.isCut || !turn.runId ? this.run(inputs, key, turn.runId) : this.run(inputs)),
      question: (...about) => visitorApproval(this.options.client, ...about),
      onKeep: () => undefined,
    })
    this.result.hidden = false
    this.result.replaceChildren(h('h2', {}, fill('result')), view.element)
    this.result.scrollIntoView({ block: 'nearest' })
    this.button.textContent = fill('stop')
    this.frame.announce(fill('thinking'))
    this.options.emit('message')
    const onEnd = () => {
      this.button.textContent = fill('run')
      this.frame.announce(view.words)
    }
    void this.runner.start({
      turn,
      view,
      what: runId ? { runId } : { key, body: { inputs } },
      onRun: () => undefined,
      onEnd,
    })
  }

  private async openPassage(citation: CitedByRun, opener: HTMLElement): Promise<void> {
    const { PassagePanel } = await loadRich()
    const panel = new PassagePanel(this.options.client)
    this.frame.showOver(panel.element, opener)
    await panel.open(citation, () => this.frame.closeOver())
  }
}
