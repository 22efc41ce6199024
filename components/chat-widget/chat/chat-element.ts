import type { EmbedBubble } from '@/lib/contracts/public'
import { inkOn } from '@/lib/contracts/widget/accent'
import { h } from '../element'
import { fetchAppearance } from '../host/fetch-appearance'
import { HostFrame } from '../host/host-frame'
import { type LoaderSettings, readSettings } from '../host/loader-settings'
import { SERVER } from '../host/own-scripts'
import { LOADER_CSS } from '../loader-style'
import { CHAT_EVENTS, type Message } from '../protocol'
import { readTokens, type ThemeTokens } from '../theme-tokens'
import { ChatBubble } from './chat-bubble'

/**
 * `<patchbay-chat app="slug" mode="bubble|inline|page">`: rendered in a shadow root, isolated from the page's styles.
 * The conversation is a frame of our origin. Frameworks move and remove the element and set attributes late, so each
 * change discards the current rendering.
 */
export class ChatElement extends HTMLElement {
  static readonly observedAttributes = ['app', 'mode', 'theme', 'position', 'locale', 'server']
  /** Called for each chat that is added to the page or gets another app. */
  static onPlaced: () => void = () => undefined

  private looks: EmbedBubble | null = null
  private settings: LoaderSettings | null = null
  private bubble: ChatBubble | null = null
  private frame: HostFrame | null = null
  /** Calls received before the chat was ready. */
  private waiting: (() => void)[] = []
  /** The visitor identity set by the page; passed again to every new frame. */
  private identity: Message | null = null
  /** Number of the latest start. Responses of earlier starts are ignored. */
  private start = 0

  get app(): string {
    return this.getAttribute('app') ?? ''
  }

  connectedCallback(): void {
    this.restart()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    // The identity is signed for one app.
    if (before !== now && (name === 'app' || name === 'server')) this.identity = null
    if (name === 'theme' && this.looks) this.setTheme(readTokens({ theme: now ?? this.looks.look.theme }))
    else if (this.isConnected && before !== now) this.restart()
  }

  disconnectedCallback(): void {
    this.clear()
  }

  open(): void {
    this.whenDrawn(() => this.bubble?.open())
  }

  close(): void {
    this.whenDrawn(() => this.bubble?.close())
  }

  toggle(): void {
    this.whenDrawn(() => this.bubble?.toggle())
  }

  send(message: Message): void {
    // Messages to an unopened bubble require the frame.
    this.whenDrawn(() => {
      const frame = this.bubble?.loadFrame() ?? this.openedFrame()
      frame.send(message)
      if (message.type === 'patchbay:identify') this.identity = message
      if (message.type === 'patchbay:reset') this.identity = null
    })
  }

  setTheme(tokens: ThemeTokens): void {
    this.whenDrawn(() => {
      this.applyTokens(tokens)
      // Theme changes must not load the frame.
      this.themes.push(tokens)
      this.frame?.send({ type: 'patchbay:theme', tokens: JSON.stringify(tokens) })
    })
  }

  private readonly themes: ThemeTokens[] = []

  private clear(): void {
    this.start += 1
    this.bubble?.remove()
    this.frame?.stop()
    this.shadowRoot?.replaceChildren()
    this.bubble = this.frame = this.looks = null
  }

  /** Batches attributes that are set together. */
  private restart(): void {
    this.clear()
    ChatElement.onPlaced()
    const { start } = this
    queueMicrotask(() => {
      if (start === this.start) void this.show(start)
    })
  }

  private async show(start: number): Promise<void> {
    const settings = readSettings((name) => this.getAttribute(name), this.getAttribute('server') ?? SERVER)
    if (!settings)
      return announce(
        'set the app attribute to the slug of an app, and the server attribute if the script does not come from it.',
      )
    this.settings = settings
    const root = this.shadowRoot ?? this.attachStyledRoot()
    this.toggleAttribute('inline', settings.mode === 'inline')
    this.toggleAttribute('full', settings.mode === 'page')
    const isCurrent = () => start === this.start
    const looks = await fetchAppearance(settings, { isCurrent, announce })
    if (!looks || !isCurrent()) return
    this.looks = looks
    if (looks.look.theme === 'auto') settings.theme ??= pageTheme()
    this.draw(root, settings, looks)
    for (const work of this.waiting.splice(0)) work()
  }

  private attachStyledRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(LOADER_CSS)
    root.adoptedStyleSheets = [sheet]
    return root
  }

  private draw(root: ShadowRoot, settings: LoaderSettings, looks: EmbedBubble): void {
    this.applyTokens({ ...looks.look, ...(settings.theme ? { theme: settings.theme } : {}), accent: looks.accent })
    if (settings.mode !== 'bubble') return void root.append(h('div', { class: 'place' }, this.openedFrame().element))
    const frame = () => this.openedFrame()
    this.bubble = new ChatBubble({ settings, looks, frame, onState: (state) => this.emit(state, {}) })
    root.append(this.bubble.element)
  }

  private openedFrame(): HostFrame {
    if (this.frame) return this.frame
    const { settings, looks } = this
    if (!settings || !looks) throw new Error('Patchbay chat: drawn before it was started')
    this.frame = new HostFrame(settings, looks, (message) => this.onMessage(message))
    for (const tokens of this.themes) this.frame.send({ type: 'patchbay:theme', tokens: JSON.stringify(tokens) })
    if (this.identity) this.frame.send(this.identity)
    return this.frame
  }

  private onMessage(message: Message): void {
    if (message.type === 'patchbay:close') this.bubble?.close()
    if (message.type === 'patchbay:ready') {
      // Hidden until now: an empty frame is white, which shows on a dark page.
      this.frame?.element.parentElement?.classList.add('ready')
      this.emit('ready', {})
    }
    if (message.type !== 'patchbay:event') return
    const name = CHAT_EVENTS.find((event) => event === message.name)
    if (name) this.emit(name, message.runId === '' ? {} : { runId: message.runId })
  }

  private applyTokens(tokens: ThemeTokens): void {
    const { theme, radius, accent } = readTokens(tokens)
    if (theme) this.dataset.theme = theme
    if (radius !== undefined) this.style.setProperty('--patchbay-radius', `${radius}px`)
    if (!accent) return
    this.style.setProperty('--patchbay-accent', accent)
    this.style.setProperty('--patchbay-ink', inkOn(accent))
  }

  private whenDrawn(work: () => void): void {
    if (this.looks) work()
    else this.waiting.push(work)
  }

  private emit(name: string, detail: object): void {
    const appDetail = { app: this.app, ...detail }
    this.dispatchEvent(new CustomEvent(`patchbay:${name}`, { detail: appDetail, bubbles: true, composed: true }))
  }
}

/** A page that supports only light or dark overrides the preference of the device. */
function pageTheme(): 'light' | 'dark' | null {
  const { colorScheme } = getComputedStyle(document.documentElement)
  return colorScheme === 'light' || colorScheme === 'dark' ? colorScheme : null
}

function announce(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is the only place for the page's developer.
  console.warn(`Patchbay chat: ${text}`)
}
