import type { EmbedApp, PublicCitation } from '@/lib/contracts/public'
import { AnswerView } from './answer-view'
import { Composer } from './composer'
import { type ConversationStore, historyOf, type Turn } from './conversation-store'
import { h } from './element'
import type { EmbedClient } from './embed-client'
import { type FollowOptions, resumeRun, sendAndFollow } from './follow-run'
import { PassagePanel } from './passage-panel'
import { applyEvent, applyFailure } from './run-answer'
import { ScreenFrame } from './screen-frame'
import { fill } from './texts'
import { welcome } from './welcome'

export interface ScreenOptions {
  app: EmbedApp
  mode: 'page' | 'widget'
  client: EmbedClient
  store: ConversationStore
  onClose: (() => void) | null
}

/** A conversation with a chat app. */
export class ChatScreen {
  readonly element: HTMLElement
  private readonly frame: ScreenFrame
  private readonly panel: PassagePanel
  private readonly composer: Composer
  private readonly list = h('div', { class: 'turns', role: 'log', 'aria-live': 'off', 'aria-label': fill('messages') })
  private turns: Turn[]
  private running: { stop: AbortController; runId: string | null } | null = null

  constructor(private readonly options: ScreenOptions) {
    const { app, mode, client, store, onClose } = options
    this.panel = new PassagePanel(client)
    this.frame = new ScreenFrame({ app, mode, onNew: () => this.startNew(), onClose }, this.panel.element)
    this.composer = new Composer({
      maxLength: app.maxMessage,
      onSend: (text) => this.send(text),
      onStop: () => this.stop(),
    })
    this.frame.dock.append(this.composer.element)
    this.element = this.frame.element
    const { turns, pendingRunId } = store.load()
    this.turns = turns
    this.drawAll()
    this.frame.watchConnection((isOnline) => this.composer.setDisabled(!isOnline))
    if (pendingRunId !== null && turns.at(-1)?.role === 'assistant') this.resume(pendingRunId)
  }

  focus(): void {
    this.composer.focus()
  }

  /** @returns true when there was a passage to close. */
  closePanel(): boolean {
    const wasOpen = this.panel.isOpen
    this.panel.close()
    return wasOpen
  }

  private drawAll(): void {
    const { app } = this.options
    this.list.replaceChildren()
    const start = this.turns.length === 0 ? welcome(app, (text) => this.send(text)) : null
    this.frame.column.replaceChildren(...(start ? [start] : []), this.list)
    this.element.classList.toggle('empty', start !== null)
    for (const turn of this.turns) {
      // What was streaming when the page was left without a run to take up has no end any more.
      if (turn.state === 'streaming') turn.state = 'stopped'
      this.draw(turn)
    }
    if (start) this.frame.scrollToStart()
    else this.frame.scrollToEnd()
  }

  private draw(turn: Turn): AnswerView | null {
    if (turn.role === 'user') {
      const label = h('span', { class: 'sr-only' }, fill('you'))
      this.list.append(h('div', { class: 'turn user' }, label, h('div', { class: 'said', dir: 'auto' }, turn.text)))
      return null
    }
    const view = new AnswerView(turn, {
      onCitation: (citation: PublicCitation, opener) => void this.panel.open(citation, opener),
      onRetry: () => this.retry(turn),
      onRate: (runId, rating) => {
        this.save()
        return this.options.client.rate(runId, rating)
      },
    })
    this.list.append(view.element)
    return view
  }

  private send(text: string): void {
    if (this.running) return
    const history = historyOf(this.turns)
    this.turns.push({ role: 'user', text, state: 'done' })
    if (this.turns.length === 1) this.drawAll()
    else this.draw({ role: 'user', text, state: 'done' })
    const { messageField } = this.options.app
    const body = { inputs: { [messageField ?? 'message']: text }, history }
    this.answer((follow) => sendAndFollow(follow, body))
    this.focus()
  }

  private retry(turn: Turn): void {
    const at = this.turns.indexOf(turn)
    const question = this.turns[at - 1]
    if (this.running || at < 1 || question?.role !== 'user') return
    this.turns = this.turns.slice(0, at - 1)
    this.drawAll()
    this.send(question.text)
  }

  private resume(runId: string): void {
    const last = this.turns.pop()
    this.list.lastChild?.remove()
    if (last) this.answer((follow) => resumeRun(follow, runId))
  }

  private answer(work: (follow: FollowOptions) => Promise<void>): void {
    const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
    this.turns.push(turn)
    const view = this.draw(turn)
    const running = { stop: new AbortController(), runId: null as string | null }
    this.running = running
    this.composer.setBusy(true)
    this.frame.announce(fill('thinking'))
    this.frame.scrollToEnd()
    const follow: FollowOptions = {
      client: this.options.client,
      signal: running.stop.signal,
      onRun: (runId) => {
        running.runId = runId
        turn.runId = runId
        this.save()
      },
      onEvent: (event) => {
        applyEvent(turn, event)
        view?.update()
      },
    }
    void work(follow)
      .catch((error: unknown) => running.stop.signal.aborted || applyFailure(turn, error))
      .then(() => this.finish(turn, view, running))
  }

  private finish(turn: Turn, view: AnswerView | null, running: NonNullable<typeof this.running>): void {
    if (turn.state === 'streaming') turn.state = 'stopped'
    view?.update()
    if (this.running !== running) return
    this.running = null
    this.composer.setBusy(false)
    this.frame.announce(view?.words ?? '')
    this.save()
  }

  private stop(): void {
    const { running } = this
    if (!running) return
    running.stop.abort()
    if (running.runId !== null) this.options.client.cancel(running.runId).catch(() => undefined)
  }

  private startNew(): void {
    this.stop()
    this.running = null
    this.turns = []
    this.composer.setBusy(false)
    this.panel.close()
    this.drawAll()
    this.save()
    this.focus()
  }

  private save(): void {
    this.options.store.save({ turns: this.turns, pendingRunId: this.running?.runId ?? null })
  }
}
