import type { EmbedBubble } from '@/lib/contracts/public'
import { h } from '../element'
import { listenTo, type Message, postTo } from '../protocol'
import type { LoaderSettings } from './loader-settings'

/** Maximum wait for the ready message of a loaded frame; doubles up to the maximum. */
const PATIENCE_MS = 4_000
const MAX_PATIENCE_MS = 300_000

/** The conversation frame from the view of the embedding page. Messages are queued until it is ready. */
export class HostFrame {
  readonly element: HTMLIFrameElement
  readonly stop: () => void
  private waiting: Message[] | null = []
  private patienceMs = PATIENCE_MS
  private timer = 0

  constructor(settings: LoaderSettings, looks: EmbedBubble, onMessage: (message: Message) => void) {
    const { origin, slug, mode, locale } = settings
    const theme = settings.theme ?? looks.look.theme
    const query = new URLSearchParams({ host: location.origin, theme, mode, locale })
    this.element = h('iframe', {
      title: looks.title,
      // allow-same-origin is safe because the frame's origin is ours and never that of the embedding page.
      sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads',
      referrerpolicy: 'origin',
      allow: looks.voice ? `microphone ${origin}` : '',
      src: `${origin}/embed/${slug}?${query}`,
      on: { load: () => this.checkLoaded() },
    })
    this.stop = listenTo({
      window,
      source: () => this.element.contentWindow,
      origin,
      onMessage: (message) => {
        if (message.type === 'patchbay:ready') this.onReady(origin)
        onMessage(message)
      },
    })
    this.origin = origin
  }

  private readonly origin: string

  send(message: Message): void {
    if (this.waiting) {
      this.waiting.push(message)
      // The frame is needed now, so the backoff is skipped.
      if (this.patienceMs > PATIENCE_MS) this.reload(PATIENCE_MS)
    } else postTo(this.element.contentWindow, this.origin, message)
  }

  /** The browser's error page sends no messages, so the frame is reloaded. */
  private checkLoaded(): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      const { patienceMs } = this
      if (this.waiting && this.element.isConnected && patienceMs < MAX_PATIENCE_MS) this.reload(patienceMs * 2)
    }, this.patienceMs)
  }

  private reload(patienceMs: number): void {
    this.patienceMs = patienceMs
    this.element.src += ''
  }

  private onReady(origin: string): void {
    const { waiting } = this
    this.waiting = null
    for (const message of waiting ?? []) postTo(this.element.contentWindow, origin, message)
  }
}
