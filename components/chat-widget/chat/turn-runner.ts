import type { AnswerView } from './answer-view'
import type { Turn } from './conversation-store'
import { type FollowOptions, type Message, resumeRun, sendAndFollow } from './follow-run'
import { applyEvent, applyFailure } from './run-answer'
import type { ScreenOptions } from './screen-options'

export interface AnswerWork {
  turn: Turn
  view: AnswerView
  /** A message to send, or a run that an earlier page load started. */
  what: Message | { runId: string }
  onRun: () => void
  onEnd: () => void
}

/** Sends, follows and stops one answer at a time. */
export class TurnRunner {
  private running: { stop: AbortController; runId: string | null } | null = null

  constructor(private readonly options: ScreenOptions) {}

  get isRunning(): boolean {
    return this.running !== null
  }

  get runId(): string | null {
    return this.running?.runId ?? null
  }

  async start({ turn, view, what, onRun, onEnd }: AnswerWork): Promise<void> {
    const running = { stop: new AbortController(), runId: null as string | null }
    this.running = running
    // A resumed run repeats all its events, so the first one clears the text that is already shown.
    let isReplay = 'runId' in what
    const follow: FollowOptions = {
      client: this.options.client,
      signal: running.stop.signal,
      onRun: (runId) => {
        running.runId = runId
        turn.runId = runId
        onRun()
      },
      onEvent: (event) => {
        if (isReplay) turn.text = ''
        isReplay = false
        applyEvent(turn, event)
        view.update()
      },
    }
    const work = 'body' in what ? sendAndFollow(follow, what) : resumeRun(follow, what.runId)
    await work.catch((error: unknown) => running.stop.signal.aborted || applyFailure(turn, error))
    if (turn.state === 'streaming') turn.state = 'stopped'
    view.update()
    this.options.emit(turn.state === 'failed' ? 'error' : 'answer', running.runId ?? '')
    // Another conversation was opened in the meantime.
    if (this.running !== running) return
    this.running = null
    onEnd()
  }

  /** Ends the run, not only its stream. */
  stop(): void {
    const { running } = this
    running?.stop.abort()
    if (running?.runId) this.options.client.cancel(running.runId).catch(() => undefined)
  }

  /** Stops following; the run continues and can be resumed. */
  leave(): void {
    this.running?.stop.abort()
    this.running = null
  }
}
