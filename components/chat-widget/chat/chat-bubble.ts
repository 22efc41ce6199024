import type { EmbedBubble } from '@/lib/contracts/public'
import { drawIcon } from '../draw-icon'
import { h } from '../element'
import type { HostFrame } from '../host/host-frame'
import type { LoaderSettings } from '../host/loader-settings'

const DOWN = ['m6 9 6 6 6-6'] as const

/** Maximum wait for an idle page, and for one that is slow to finish loading. */
const IDLE_MS = 50
const LOAD_MS = 1_500

/** Dispatched to the other chats in the page. */
const OPENED = 'patchbay-chat:open'

export interface BubbleOptions {
  settings: LoaderSettings
  looks: EmbedBubble
  /** Creates the frame when the page is idle or the bubble is about to be opened. */
  frame: () => HostFrame
  onState: (state: 'open' | 'close') => void
}

/** The round button and its panel. */
export class ChatBubble {
  readonly element: HTMLElement
  private readonly button: HTMLButtonElement
  private readonly panel: HTMLElement
  private frame: HostFrame | null = null
  private isOpen = false
  private readonly onOther = (event: Event) => {
    if (event instanceof CustomEvent && event.detail !== this) this.hide()
  }

  constructor(private readonly options: BubbleOptions) {
    const { settings, looks } = options
    const side = settings.side ?? looks.look.position
    this.button = h('button', {
      type: 'button',
      class: 'bubble',
      'aria-haspopup': 'dialog',
      on: { click: () => this.toggle() },
    })
    for (const type of ['pointerenter', 'focus'])
      this.button.addEventListener(type, () => this.loadFrame(), { once: true })
    this.panel = h('div', { class: 'panel', role: 'dialog', 'aria-label': looks.title, hidden: true })
    this.element = h('div', { class: 'box', 'data-side': side }, this.panel, this.button)
    // Bubbles of several apps form a row, and one conversation is open at a time.
    this.element.style.setProperty('--place', String(drawnBeside(side)))
    document.addEventListener(OPENED, this.onOther)
    this.showState()
    whenIdle(() => {
      if (this.element.isConnected) this.loadFrame()
    })
  }

  toggle(): void {
    if (this.isOpen) this.close()
    else this.open()
  }

  open(): void {
    if (this.isOpen) return
    this.isOpen = true
    document.dispatchEvent(new CustomEvent(OPENED, { detail: this }))
    const frame = this.loadFrame()
    this.showState()
    frame.element.focus()
    frame.send({ type: 'patchbay:open' })
    this.options.onState('open')
  }

  close(): void {
    if (!this.isOpen) return
    this.hide()
    this.button.focus()
  }

  loadFrame(): HostFrame {
    if (this.frame) return this.frame
    this.frame = this.options.frame()
    this.panel.append(this.sentinel(), this.frame.element, this.sentinel())
    return this.frame
  }

  remove(): void {
    document.removeEventListener(OPENED, this.onOther)
  }

  private hide(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.showState()
    this.options.onState('close')
  }

  /** On small screens the panel covers the page, so Tab stays inside the frame. */
  private sentinel(): HTMLElement {
    return h('span', { class: 'sentinel', tabindex: 0, on: { focus: () => this.frame?.element.focus() } })
  }

  private showState(): void {
    const { icon, labels } = this.options.looks
    this.panel.hidden = !this.isOpen
    this.button.replaceChildren(drawIcon(this.isOpen ? DOWN : icon, 26))
    this.button.setAttribute('aria-expanded', String(this.isOpen))
    this.button.setAttribute('aria-label', this.isOpen ? labels.close : labels.open)
  }
}

/** Runs after the page has loaded and is idle, or after a timeout, but never with data saving enabled. */
function whenIdle(work: () => void): void {
  const connection: unknown = Reflect.get(navigator, 'connection')
  if (typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true) return
  const wait = () =>
    window.requestIdleCallback ? window.requestIdleCallback(work, { timeout: IDLE_MS }) : setTimeout(work)
  if (document.readyState === 'complete') wait()
  else {
    window.addEventListener('load', wait, { once: true })
    setTimeout(wait, LOAD_MS)
  }
}

function drawnBeside(side: string): number {
  return [...document.querySelectorAll('patchbay-chat')].filter(
    (chat) => chat.shadowRoot?.querySelector('.box')?.getAttribute('data-side') === side,
  ).length
}
