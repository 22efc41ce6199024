import type { EmbedApp } from '@/lib/contracts/public'
import { h } from './element'
import { icon } from './icons'
import { fill } from './texts'

export interface ScreenFrameOptions {
  app: EmbedApp
  mode: 'page' | 'widget'
  onNew: () => void
  /** Of the widget; null on the page. */
  onClose: (() => void) | null
}

/** Head, scrolling middle and dock, which chat and form share. */
export class ScreenFrame {
  readonly column = h('div', { class: 'column' })
  readonly dock = h('div', { class: 'dock' })
  readonly element: HTMLElement
  private readonly scroller = h('main', { class: 'scroller', tabindex: -1 }, this.column)
  private readonly live = h('div', { class: 'sr-only', 'aria-live': 'polite' })
  private readonly offline = h(
    'p',
    { class: 'offline', role: 'status', hidden: true },
    icon('alert', 16),
    fill('offline'),
  )
  private readonly down: HTMLElement
  private isAtEnd = false

  constructor(options: ScreenFrameOptions, panel: HTMLElement) {
    const toEnd = () => this.scrollToEnd()
    this.down = h(
      'button',
      {
        type: 'button',
        class: 'to-newest',
        hidden: true,
        'aria-label': fill('toNewest'),
        title: fill('toNewest'),
        on: { click: toEnd },
      },
      icon('arrowDown', 16),
    )
    const footnote = options.mode === 'page' ? h('p', { class: 'footnote' }, fill('poweredBy')) : null
    const bottom = h('footer', { class: 'bottom' }, this.down, this.offline, this.dock, footnote)
    const chat = h('div', { class: 'chat' }, head(options), this.scroller, bottom, this.live)
    this.element = h('div', { class: 'app' }, chat, panel)
    this.scroller.addEventListener('scroll', () => this.onScroll(), { passive: true })
    const watcher = new ResizeObserver(() => this.stayAtEnd())
    for (const part of [this.column, this.scroller]) watcher.observe(part)
  }

  /** Read out by screen readers once, when it is complete. */
  announce(text: string): void {
    this.live.textContent = text
  }

  watchConnection(onChange: (isOnline: boolean) => void): void {
    const show = () => {
      this.offline.hidden = navigator.onLine
      onChange(navigator.onLine)
    }
    for (const type of ['online', 'offline']) window.addEventListener(type, show)
    show()
  }

  scrollToStart(): void {
    this.isAtEnd = false
    this.scroller.scrollTop = 0
  }

  scrollToEnd(): void {
    this.isAtEnd = true
    this.scroller.scrollTop = this.scroller.scrollHeight
    this.down.hidden = true
  }

  private stayAtEnd(): void {
    if (this.isAtEnd) this.scrollToEnd()
  }

  private onScroll(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < 48
    this.down.hidden = this.isAtEnd
  }
}

function head({ app, onNew, onClose }: ScreenFrameOptions): HTMLElement {
  const button = (label: 'newChat' | 'closeChat', name: 'pen' | 'close', work: () => void) =>
    h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': fill(label), title: fill(label), on: { click: work } },
      icon(name),
    )
  return h(
    'header',
    { class: 'top' },
    h('span', { class: 'badge' }, icon('spark')),
    h('h1', { dir: 'auto' }, app.title),
    app.kind === 'chat' ? button('newChat', 'pen', onNew) : null,
    onClose ? button('closeChat', 'close', onClose) : null,
  )
}
