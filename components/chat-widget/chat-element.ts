import type { EmbedBubble } from '@/lib/contracts/public'
import { inkOn } from '@/lib/core/accent'
import { ChatBubble } from './chat-bubble'
import { h } from './element'
import { fetchLooks } from './fetch-looks'
import { HostFrame } from './host-frame'
import { type LoaderSettings, readSettings } from './loader-settings'
import { LOADER_CSS } from './loader-style'
import { CHAT_EVENTS, type Message } from './protocol'
import { readTokens, type ThemeTokens } from './theme-tokens'

/** Where the script came from; an element of the page has no address of its own. */
const SERVER = document.currentScript instanceof HTMLScriptElement ? new URL(document.currentScript.src).origin : ''

/**
 * `<patchbay-chat app="slug" mode="bubble|inline|page">`: drawn in a shadow root, out of reach of the page's styles; the
 * conversation is a frame of our origin.
 */
export class ChatElement extends HTMLElement {
  private looks: EmbedBubble | null = null
  private settings: LoaderSettings | null = null
  private bubble: ChatBubble | null = null
  private frame: HostFrame | null = null
  /** What the page asked for before there was something to ask. */
  private waiting: (() => void)[] = []
  private started: Promise<void> | null = null

  get app(): string {
    return this.getAttribute('app') ?? ''
  }

  connectedCallback(): void {
    this.started ??= this.start()
  }

  disconnectedCallback(): void {
    this.bubble?.remove()
    this.frame?.stop()
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

  tell(message: Message): void {
    this.whenDrawn(() => this.openedFrame().tell(message))
  }

  setTheme(tokens: ThemeTokens): void {
    this.whenDrawn(() => {
      this.applyTokens(tokens)
      // A frame that is not there yet must not be loaded for its looks.
      this.themes.push(tokens)
      this.frame?.tell({ type: 'patchbay:theme', tokens: JSON.stringify(tokens) })
    })
  }

  private readonly themes: ThemeTokens[] = []

  private async start(): Promise<void> {
    const settings = readSettings((name) => this.getAttribute(name), this.getAttribute('server') ?? SERVER)
    if (!settings) return say('give it an app with the address of the app.')
    this.settings = settings
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(LOADER_CSS)
    root.adoptedStyleSheets = [sheet]
    this.toggleAttribute('inline', settings.mode === 'inline')
    this.toggleAttribute('full', settings.mode === 'page')
    this.looks = await fetchLooks(settings)
    if (!this.looks)
      return say(`"${settings.slug}" is not published, or ${location.origin} is not among its allowed web pages.`)
    if (this.looks.look.theme === 'auto') settings.theme ??= pageTheme()
    this.draw(root, settings, this.looks)
    for (const work of this.waiting.splice(0)) work()
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
    for (const tokens of this.themes) this.frame.tell({ type: 'patchbay:theme', tokens: JSON.stringify(tokens) })
    // What is told to a bubble that nobody has opened needs the frame in the page.
    this.bubble?.loadFrame()
    return this.frame
  }

  private onMessage(message: Message): void {
    if (message.type === 'patchbay:close') this.bubble?.close()
    if (message.type === 'patchbay:ready') {
      // Shown from here on: a frame that is still empty is white in a dark page.
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
    const about = { app: this.app, ...detail }
    this.dispatchEvent(new CustomEvent(`patchbay:${name}`, { detail: about, bubbles: true, composed: true }))
  }
}

/** A page that declares itself to be only light or only dark wants nothing else in it, whatever the device prefers. */
function pageTheme(): 'light' | 'dark' | null {
  const { colorScheme } = getComputedStyle(document.documentElement)
  return colorScheme === 'light' || colorScheme === 'dark' ? colorScheme : null
}

function say(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the page's developer has no other place to read it.
  console.warn(`Patchbay chat: ${text}`)
}
