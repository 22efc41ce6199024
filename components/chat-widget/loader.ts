import { inkOn } from '@/lib/core/accent'
import { bubbleTexts, fillIn } from './bubble-texts'
import { drawIcon } from './draw-icon'
import { h } from './element'
import { LOADER_CSS } from './loader-style'
import { listenTo, tell } from './protocol'

export interface LoaderSettings {
  slug: string
  /** Of our server, where the script came from. */
  origin: string
  theme: 'auto' | 'light' | 'dark'
  side: 'left' | 'right'
}

/** Reads the script tag: `<script src="…/widget.js" data-app="slug" data-theme="dark" data-position="left">`. */
export function readSettings(script: HTMLScriptElement | null): LoaderSettings | null {
  const slug = script?.dataset.app ?? ''
  if (!script?.src || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return null
  const theme = script.dataset.theme === 'light' || script.dataset.theme === 'dark' ? script.dataset.theme : 'auto'
  return {
    slug,
    origin: new URL(script.src).origin,
    theme,
    side: script.dataset.position === 'left' ? 'left' : 'right',
  }
}

export interface Bubble {
  title: string
  accent: string
}

/** Asks our server how the bubble looks; null when this page may not show it. */
export async function fetchBubble({ origin, slug }: LoaderSettings): Promise<Bubble | null> {
  const response = await fetch(`${origin}/embed/${slug}/config`, { credentials: 'omit' }).catch(() => null)
  const value: unknown = response?.ok ? await response.json().catch(() => null) : null
  if (typeof value !== 'object' || value === null || !('title' in value) || !('accent' in value)) return null
  const { title, accent } = value
  return typeof title === 'string' && typeof accent === 'string' && /^#[0-9a-f]{6}$/i.test(accent)
    ? { title, accent }
    : null
}

const CHAT = ['M7.9 20A9 9 0 1 0 4 16.1L2 22Z'] as const
const DOWN = ['m6 9 6 6 6-6'] as const

/** Of one chat to the others in the page, each drawn by a script of its own. */
const OPENED = 'patchbay-chat:open'

function drawnBeside(side: LoaderSettings['side']): number {
  return [...document.querySelectorAll(`patchbay-chat[data-side="${side}"]`)].filter((chat) => chat.shadowRoot).length
}

/** Draws the bubble in a shadow root, out of reach of the page's styles; the conversation is a frame of our origin. */
export class ChatBubble {
  private readonly button: HTMLButtonElement
  private readonly panel: HTMLElement
  private frame: HTMLIFrameElement | null = null
  private isReady = false
  private isOpen = false

  constructor(
    private readonly settings: LoaderSettings,
    private readonly bubble: Bubble,
    host: HTMLElement,
  ) {
    const neighbours = drawnBeside(settings.side)
    const root = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(LOADER_CSS)
    root.adoptedStyleSheets = [sheet]
    this.button = h('button', {
      type: 'button',
      class: 'bubble',
      'aria-haspopup': 'dialog',
      on: { click: () => this.toggle() },
    })
    // The frame is fetched when somebody is about to open it, not when the page loads.
    for (const type of ['pointerenter', 'focus'])
      this.button.addEventListener(type, () => this.loadFrame(), { once: true })
    this.panel = h('div', { class: 'panel', role: 'dialog', 'aria-label': bubble.title, hidden: true })
    const box = h(
      'div',
      { class: 'box', 'data-side': settings.side, 'data-theme': settings.theme },
      this.panel,
      this.button,
    )
    box.style.setProperty('--accent', bubble.accent)
    box.style.setProperty('--accent-ink', inkOn(bubble.accent))
    // Bubbles of other apps stand in a row, and one conversation is open at a time.
    box.style.setProperty('--place', String(neighbours))
    document.addEventListener(OPENED, (event) => {
      if (event instanceof CustomEvent && event.detail !== settings.slug) this.hide()
    })
    root.append(box)
    this.showState()
  }

  toggle(): void {
    if (this.isOpen) this.close()
    else this.open()
  }

  open(): void {
    this.isOpen = true
    document.dispatchEvent(new CustomEvent(OPENED, { detail: this.settings.slug }))
    this.loadFrame()
    this.showState()
    this.frame?.focus()
    if (this.isReady) this.tellOpen()
  }

  close(): void {
    if (!this.isOpen) return
    this.hide()
    this.button.focus()
  }

  private hide(): void {
    this.isOpen = false
    this.showState()
  }

  private loadFrame(): void {
    if (this.frame) return
    const { origin, slug, theme } = this.settings
    const query = new URLSearchParams({ host: location.origin, theme })
    this.frame = h('iframe', {
      title: this.bubble.title,
      // Same-origin is safe because the frame's origin is ours and never that of the page around it.
      sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads',
      referrerpolicy: 'origin',
      allow: '',
      src: `${origin}/embed/${slug}?${query}`,
    })
    listenTo({
      window,
      source: () => this.frame?.contentWindow ?? null,
      origin,
      onMessage: (type) => {
        if (type === 'patchbay:close') this.close()
        if (type === 'patchbay:ready') this.onReady()
      },
    })
    this.panel.append(this.sentinel(), this.frame, this.sentinel())
  }

  private onReady(): void {
    this.isReady = true
    this.panel.classList.add('ready')
    if (this.isOpen) this.tellOpen()
  }

  private tellOpen(): void {
    tell(this.frame?.contentWindow, this.settings.origin, 'patchbay:open')
  }

  /** On small screens the panel covers the page, so Tab stays inside: leaving the frame leads back into it. */
  private sentinel(): HTMLElement {
    return h('span', { class: 'sentinel', tabindex: 0, on: { focus: () => this.frame?.focus() } })
  }

  private showState(): void {
    this.panel.hidden = !this.isOpen
    this.button.replaceChildren(drawIcon(this.isOpen ? DOWN : CHAT, 26))
    this.button.setAttribute('aria-expanded', String(this.isOpen))
    const label = this.isOpen ? bubbleTexts.closeChat : fillIn(bubbleTexts.openChat, { title: this.bubble.title })
    this.button.setAttribute('aria-label', label)
  }
}
