import { appBadge } from '../app-badge'
import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import type { ScreenOptions } from './screen-options'

export interface ScreenActions {
  onNew: () => void
  onHistory: (opener: HTMLElement) => void
  onHandover: () => void
}

/** Header, scrolling content and dock, shared by chat and form. */
export class ScreenFrame {
  readonly column = h('div', { class: 'column' })
  readonly dock = h('div', { class: 'dock' })
  /** For suggestions under the composer. */
  readonly below = h('div')
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
  private over: { element: HTMLElement; opener: HTMLElement } | null = null

  /** @param actions null for a form, which has no conversations */
  constructor(options: ScreenOptions, actions: ScreenActions | null) {
    this.down = iconButton(fill('toNewest'), icon('arrowDown'), () => this.scrollToEnd(), 'to-newest')
    this.down.hidden = true
    const bottom = h('footer', { class: 'bottom' }, this.down, this.offline, this.dock, this.below)
    const chat = h('div', { class: 'chat' }, head(options, actions), this.scroller, bottom, this.live)
    this.element = h('div', { class: 'app' }, chat)
    this.scroller.addEventListener('scroll', () => this.onScroll(), { passive: true })
    const watcher = new ResizeObserver(() => this.stayAtEnd())
    for (const part of [this.column, this.scroller]) watcher.observe(part)
  }

  /** Shows a panel over the conversation, or next to it if there is space. */
  showOver(element: HTMLElement, opener: HTMLElement): void {
    this.over?.element.remove()
    this.over = { element, opener }
    this.element.append(element)
  }

  /** @returns whether a panel was open */
  closeOver(): boolean {
    const { over } = this
    over?.element.remove()
    if (over?.opener.isConnected) over.opener.focus()
    this.over = null
    return over !== null
  }

  /** Announced by screen readers once, when it is complete. */
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

function head({ app, onClose, sidebar }: ScreenOptions, actions: ScreenActions | null): HTMLElement {
  const parts: HTMLElement[] = [appBadge(app), h('h1', {}, h('bdi', {}, app.title))]
  if (actions) {
    if (app.widget.handover) parts.push(iconButton(fill('handover'), icon('person'), actions.onHandover))
    const list = iconButton(
      fill('conversations'),
      icon(sidebar ? 'sidebar' : 'history'),
      () => actions.onHistory(list),
      'plain list',
    )
    // The button is where the list appears.
    if (sidebar) parts.unshift(list)
    else parts.push(list)
    parts.push(iconButton(fill('newChat'), icon('pen'), actions.onNew, 'plain new'))
  }
  if (onClose) parts.push(iconButton(fill('closeChat'), icon('close'), onClose))
  return h('header', { class: 'top' }, ...parts)
}
