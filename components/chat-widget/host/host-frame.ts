import type { EmbedBubble } from '@/lib/contracts/public'
import { h } from '../element'
import { listenTo, type Message, postTo } from '../protocol'
import type { LoaderSettings } from './loader-settings'

/** Wait for the ready message of a loaded frame before it is reloaded. Each reload doubles it, up to the maximum. */
const READY_WAIT_MS = 4_000
const MAX_READY_WAIT_MS = 300_000

/** The conversation frame from the view of the embedding page. Messages are queued until it is ready. */
export class HostFrame {
  readonly element: HTMLIFrameElement
  readonly stop: () => void
  private queue: Message[] | null = []
  private readyWaitMs = READY_WAIT_MS
  private timer = 0

  constructor(settings: LoaderSettings, looks: EmbedBubble, onMessage: (message: Message) => void) {
    const { origin, slug, mode, locale } = settings
    const theme = settings.theme ?? looks.look.theme
    const query = new URLSearchParams({ host: location.origin, theme, mode, locale })
    this.element = h('iframe', {
      title: looks.title,
      // allow-same-origin is safe because the frame's origin is ours and never that of the embedding page.
      // Opened pages, such as sign-ins at services, work as in any tab.
      sandbox:
        'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
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
    if (this.queue) {
      this.queue.push(message)
      // The frame is needed now, so the backoff is skipped.
      if (this.readyWaitMs > READY_WAIT_MS) this.reload(READY_WAIT_MS)
    } else postTo(this.element.contentWindow, this.origin, message)
  }

  /** The browser's error page sends no messages, so the frame is reloaded. */
  private checkLoaded(): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      const { readyWaitMs } = this
      if (this.queue && this.element.isConnected && readyWaitMs < MAX_READY_WAIT_MS) this.reload(readyWaitMs * 2)
    }, this.readyWaitMs)
  }

  private reload(readyWaitMs: number): void {
    this.readyWaitMs = readyWaitMs
    this.element.src += ''
  }

  private onReady(origin: string): void {
    const { queue } = this
    this.queue = null
    for (const message of queue ?? []) postTo(this.element.contentWindow, origin, message)
  }
}
