import { h } from '../element'
import { loadAttach } from '../loading/load-attach'
import { loadExtras } from '../loading/load-extras'
import { loadRich } from '../loading/load-rich'
import type { Attach } from '../rich/files/attach'
import type { PassagePanel } from '../rich/sources/passage-panel'
import { fill } from '../texts'
import { wait } from '../wait'
import type { CitedByRun } from './answer-actions'
import { AnswerView } from './answer-view'
import { Composer } from './composer'
import { newLocalId, type Turn, type TurnFile } from './conversation-store'
import { historyOf } from './history-of'
import { applyFailure } from './run-answer'
import { ScreenFrame } from './screen-frame'
import type { ScreenOptions } from './screen-options'
import type { SidePanel } from './side-panel'
import { type AnswerWork, TurnRunner } from './turn-runner'
import { suggestionList, welcome } from './welcome'

/** Delay before polling an abandoned answer; doubles up to the maximum. */
const AGAIN_MS = 4_000
/** A message that failed longer ago is not resent automatically, for example after a night with a closed laptop. */
const MAX_AGAIN_MS = 600_000

/** A conversation with a chat app. */
export class ChatScreen {
  readonly element: HTMLElement
  private readonly frame: ScreenFrame
  private readonly composer: Composer
  private readonly runner: TurnRunner
  private readonly list = h('div', { class: 'turns', role: 'log', 'aria-live': 'off', 'aria-label': fill('messages') })
  /** A form or question that replaces the composer or follows the turns. */
  private readonly aside = h('div', { class: 'aside' })
  /** Reason why the chat is not available. */
  private readonly notice = h('p', { class: 'notice', role: 'status', hidden: true })
  /** Whether the contact form comes before the chat. */
  private isFormFirst = false
  private panel: PassagePanel | null = null
  /** null for apps that do not accept files. */
  private attach: Attach | null = null
  private readonly sidebar: SidePanel | null
  private turns: Turn[] = []
  private pollIntervalMs = AGAIN_MS

  constructor(private readonly options: ScreenOptions) {
    const { app, store } = options
    this.runner = new TurnRunner(options)
    this.frame = new ScreenFrame(options, {
      onNew: () => this.leaveFor(() => store.startNew()),
      onHistory: (opener) => void this.showHistory(opener),
      onHandover: () => void this.showHandover(),
    })
    this.composer = new Composer({
      maxLength: app.maxMessage,
      onSend: (text, files) => this.send(text, files),
      onStop: () => this.runner.stop(),
      hasVoice: app.widget.voice === 'both',
    })
    this.frame.dock.append(this.composer.element)
    this.element = this.frame.element
    this.sidebar = options.sidebar?.(options, this) ?? null
    this.frame.watchConnection((isOnline) => this.composer.setDisabled(!isOnline))
    store.watch(() => this.runner.isRunning || this.show())
    if (Object.values(app.attach).includes(true))
      void loadAttach().then(({ Attach }) => {
        this.attach = new Attach(this, this.composer, options)
      })
    this.reload()
  }

  focus(): void {
    this.composer.focus()
  }

  /** @returns true if an open panel was closed */
  closePanel(): boolean {
    return this.frame.closeOver() || !!this.sidebar?.closeDrawer()
  }

  /** Shows the current conversation of the current visitor. */
  reload(): void {
    this.frame.closeOver()
    this.begin()
  }

  /** Switches the conversation. Forms of the previous one are removed. */
  private begin(): void {
    this.aside.replaceChildren()
    this.show()
  }

  private show(): void {
    this.runner.leave()
    window.speechSynthesis?.cancel()
    this.composer.setBusy(false)
    const { turns, pendingRunId } = this.options.store.load()
    this.turns = turns
    this.drawAll()
    if (pendingRunId && turns.at(-1)?.role === 'assistant') this.resume(pendingRunId)
    void this.requestLead()
  }

  /** Shown instead of the composer, such as a request to sign in. */
  setNotice(text: string | null): void {
    this.notice.textContent = text
    this.notice.hidden = text === null
    this.showComposer()
  }

  private showComposer(): void {
    this.composer.element.hidden = !this.notice.hidden || this.isFormFirst
  }

  send(text: string, files: TurnFile[] = []): void {
    if (this.runner.isRunning || this.composer.element.hidden || text.trim() === '') return
    const turn: Turn = { role: 'user', text, state: 'done', ...(files.length > 0 ? { files } : {}) }
    if (this.turns.push(turn) === 1) this.drawAll()
    else this.draw(turn)
    this.pollIntervalMs = AGAIN_MS
    this.options.emit('message')
    this.startRun(turn)
    this.focus()
  }

  /** @param question the last turn; a retry under its key does not create a second run */
  private startRun(question: Turn): void {
    question.key ??= newLocalId()
    const inputs = {
      [this.options.app.messageField ?? 'message']: question.text,
      ...this.attach?.inputsFor(this.turns),
    }
    const history = historyOf(this.turns.slice(0, -1))
    const thread = this.options.store.id
    this.answer({ key: question.key, body: { inputs, history, thread } })
    // Stored before sending, so that leaving the page does not lose it.
    this.save()
  }

  private drawAll(): void {
    this.list.replaceChildren()
    const { app, mode } = this.options
    const { column, below } = this.frame
    const isNew = this.turns.length === 0
    const start = isNew ? [welcome(app)] : []
    const questions = isNew ? suggestionList(app, (text) => this.send(text)) : null
    below.replaceChildren()
    // On a small screen the suggestions are above the keyboard.
    if (questions && mode === 'page' && matchMedia('(min-width: 640px)').matches) below.append(questions)
    else if (questions) start.push(questions)
    column.replaceChildren(...start, this.list, this.aside, this.notice)
    this.element.classList.toggle('empty', isNew)
    for (const turn of this.turns) {
      // A stream that was interrupted by leaving the page, without a run to resume, never completes.
      if (turn.state === 'streaming') turn.state = 'stopped'
      this.draw(turn)
    }
    if (isNew) this.frame.scrollToStart()
    else this.frame.scrollToEnd()
  }

  private draw(turn: Turn): void {
    if (turn.role === 'assistant') return void this.drawAnswer(turn)
    const label = h('span', { class: 'sr-only' }, fill('you'))
    const bubble = h('div', { class: 'said', dir: 'auto' }, turn.text)
    this.list.append(h('div', { class: 'turn user' }, label, bubble))
    const { files } = turn
    if (files) void loadAttach().then(({ sentFiles }) => bubble.before(sentFiles(this.options.client, files)))
  }

  private drawAnswer(turn: Turn): AnswerView {
    const view = new AnswerView(turn, {
      options: this.options,
      onCitation: (citation, opener) => void this.openPassage(citation, opener),
      onRetry: () => {
        this.retry(turn)
        this.focus()
      },
      question: async (...about) => (await loadExtras()).visitorApproval(this.options.client, ...about),
      onKeep: () => this.save(),
    })
    this.list.append(view.element)
    return view
  }

  private async openPassage(citation: CitedByRun, opener: HTMLElement): Promise<void> {
    const { PassagePanel } = await loadRich()
    this.panel ??= new PassagePanel(this.options.client)
    this.frame.showOver(this.panel.element, opener)
    await this.panel.open(citation, () => this.frame.closeOver())
  }

  private retry(turn: Turn): void {
    const index = this.turns.indexOf(turn)
    const question = this.turns[index - 1]
    if (this.runner.isRunning || question?.role !== 'user') return
    // Sending the message again would run it a second time, including its side effects.
    if (this.isCutLast(turn) && turn.runId) return void this.resume(turn.runId)
    if (this.composer.element.hidden) return
    // Without a run id the message may still have arrived; the server then returns the run it started.
    if (turn.runId && !turn.isCut) question.key = newLocalId()
    this.dropFrom(index)
    this.startRun(question)
  }

  private isCutLast(turn: Turn): boolean | undefined {
    return turn === this.turns.at(-1) && turn.isCut
  }

  /**
   * Polls until the server is back, for example after a restart, and then continues. The screen, focus and draft stay
   * unchanged. Stops with the turn, or when the delays exceed the maximum.
   */
  private async watch(turn: Turn): Promise<void> {
    const { client } = this.options
    const since = Date.now()
    while (this.pollIntervalMs < MAX_AGAIN_MS) {
      await wait(Math.max(this.pollIntervalMs, (turn.retryAtMs ?? 0) - Date.now()))
      if (!this.isCutLast(turn) || !this.element.isConnected) return
      if (!turn.runId && Date.now() - since > MAX_AGAIN_MS) return
      if (document.hidden) continue
      this.pollIntervalMs *= 2
      const probe = turn.runId
        ? client.request(`/runs/${client.uuid(turn.runId)}/approvals`, {})
        : client.place('', true)
      const isBack = await probe.catch((error) => applyFailure(turn, error))
      if (isBack && this.isCutLast(turn)) return this.retry(turn)
    }
  }

  private resume(runId: string): void {
    const [cut] = this.dropFrom(-1)
    this.answer({ runId }, cut?.text)
  }

  private dropFrom(index: number): Turn[] {
    const dropped = this.turns.splice(index)
    while (this.list.childElementCount > this.turns.length) this.list.lastChild?.remove()
    return dropped
  }

  /** @param text known part of the same answer, shown until the first event */
  private answer(what: AnswerWork['what'], text = ''): void {
    const turn: Turn = { role: 'assistant', text, state: 'streaming' }
    this.turns.push(turn)
    const view = this.drawAnswer(turn)
    this.composer.setBusy(true)
    this.frame.announce(fill('thinking'))
    this.frame.scrollToEnd()
    const onEnd = () => {
      this.composer.setBusy(false)
      this.frame.announce(view.words)
      this.save()
      // The conversation was deleted in another tab.
      if (this.options.store.isChanged) return this.begin()
      if (turn.state === 'done') void this.requestLead()
      void this.watch(turn)
    }
    void this.runner.start({ turn, view, what, onRun: () => this.save(), onEnd })
  }

  leaveFor(choose: () => void): void {
    choose()
    this.reload()
    this.focus()
  }

  /** Starts again if the open conversation was changed or deleted elsewhere. */
  refresh(): void {
    if (this.options.store.isChanged) this.begin()
  }

  private async showHistory(opener: HTMLElement): Promise<void> {
    if (this.sidebar) return this.sidebar.open(opener)
    const { historyPanel } = await loadExtras()
    const { store } = this.options
    const panel = historyPanel(this.options, {
      onOpen: (id) => this.leaveFor(() => store.open(id)),
      onRemove: () => this.refresh(),
      onClose: () => this.frame.closeOver(),
    })
    this.frame.showOver(panel, opener)
  }

  private async showHandover(): Promise<void> {
    const { handoverForm } = await loadExtras()
    this.aside.replaceChildren(handoverForm(this.options, this.turns))
    this.frame.scrollToEnd()
  }

  private async requestLead(): Promise<void> {
    const { app, store } = this.options
    const { lead } = app.widget
    if (app.remembers) void loadExtras().then(({ addMemory }) => addMemory(this.options, this.frame))
    if (!lead || store.read('lead') || this.aside.hasChildNodes()) return
    const isFirst = lead.when === 'before'
    const answers = this.turns.filter((turn) => turn.role === 'assistant' && turn.state === 'done').length
    if (!isFirst && answers < lead.afterAnswers) return
    this.isFormFirst = isFirst
    this.showComposer()
    const { leadForm } = await loadExtras()
    this.aside.replaceChildren(
      leadForm(this.options, {
        lead,
        mayLeave: !isFirst,
        onDone: () => {
          this.isFormFirst = false
          this.showComposer()
          this.focus()
        },
      }),
    )
    if (!isFirst) this.frame.scrollToEnd()
  }

  private save(): void {
    this.options.store.save({ turns: this.turns, pendingRunId: this.runner.runId })
  }
}
