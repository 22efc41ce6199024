import { h } from '../element'
import { icon } from '../icons'
import { loadExtras } from '../loading/load-extras'
import { fill } from '../texts'
import type { TurnFile } from './conversation-store'

export interface ComposerOptions {
  maxLength: number
  onSend: (text: string, files: TurnFile[]) => void
  onStop: () => void
  /** Enables voice input if the browser supports it. */
  hasVoice: boolean
}

/** Attachments of the next message. */
export interface Carried {
  element: HTMLElement
  button: HTMLElement
  isBusy: boolean
  files: TurnFile[]
  clear(): void
}

/** Message input: Enter sends, Shift+Enter inserts a line break, the button stops a running answer. */
export class Composer {
  readonly element: HTMLFormElement
  readonly area: HTMLTextAreaElement
  private readonly box: HTMLElement
  private readonly button = h('button', { type: 'submit', class: 'send' })
  private readonly counter = h('p', { class: 'counter', id: 'counter', role: 'status' })
  private isBusy = false
  /** Attachments of the next message; null until that part of the widget is loaded. */
  private attached: Carried | null = null

  constructor(private readonly options: ComposerOptions) {
    this.area = h('textarea', {
      rows: 1,
      placeholder: fill('placeholder'),
      'aria-label': fill('placeholder'),
      'aria-describedby': 'counter',
      enterkeyhint: 'send',
      autocomplete: 'off',
      on: { input: () => this.show(), keydown: (event) => this.onKey(event) },
    })
    this.button.addEventListener('click', (event) => this.onClick(event))
    this.box = h('div', { class: 'box' }, this.area, this.button)
    this.element = h(
      'form',
      { class: 'composer', on: { submit: (event) => this.submit(event) } },
      this.box,
      this.counter,
    )
    this.show()
    if (options.hasVoice && canListen())
      void loadExtras().then(({ voiceButton }) => this.button.before(voiceButton(this)))
  }

  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy
    this.show()
  }

  setDisabled(isDisabled: boolean): void {
    this.element.classList.toggle('disabled', isDisabled)
    this.element.inert = isDisabled
  }

  focus(): void {
    this.area.focus({ preventScroll: true })
  }

  private onKey(event: Event): void {
    // During IME composition Enter selects a candidate and must not send.
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    this.submit(event)
  }

  private onClick(event: Event): void {
    if (!this.isBusy) return
    event.preventDefault()
    this.options.onStop()
    this.focus()
  }

  private submit(event: Event): void {
    event.preventDefault()
    const text = this.area.value.trim()
    if (this.isBusy || text === '' || this.overflow() > 0 || this.attached?.isBusy) return
    const files = this.attached?.files ?? []
    this.area.value = ''
    this.attached?.clear()
    this.show()
    this.options.onSend(text, files)
  }

  /** Adds the attachments, once that part of the widget is loaded. */
  carry(attached: Carried): void {
    this.attached = attached
    this.element.prepend(attached.element)
    this.box.prepend(attached.button)
  }

  /** Sets the text from outside, for example by voice input. */
  write(text: string, note = ''): void {
    this.area.value = text
    this.show()
    if (note !== '') this.counter.textContent = note
  }

  private overflow(): number {
    return this.area.value.trim().length - this.options.maxLength
  }

  show(): void {
    const excess = this.overflow()
    // An empty field uses the page's direction, because the placeholder does not affect it.
    if (this.area.value === '') this.area.removeAttribute('dir')
    else this.area.dir = 'auto'
    const isNear = excess > -Math.min(200, this.options.maxLength / 5)
    const key = excess > 0 ? 'charactersOver' : 'charactersLeft'
    this.counter.textContent = isNear ? fill(key, { count: Math.abs(excess) }) : ''
    this.counter.classList.toggle('over', excess > 0)
    this.area.setAttribute('aria-invalid', String(excess > 0))
    const label = fill(this.isBusy ? 'stop' : 'send')
    this.button.setAttribute('aria-label', label)
    this.button.title = label
    this.button.replaceChildren(icon(this.isBusy ? 'stop' : 'arrowUp', this.isBusy ? 16 : 18))
    this.button.disabled =
      !this.isBusy && (this.area.value.trim() === '' || excess > 0 || (this.attached?.isBusy ?? false))
    this.grow()
  }

  private grow(): void {
    if (CSS.supports('field-sizing', 'content')) return
    this.area.style.height = 'auto'
    this.area.style.height = `${Math.min(this.area.scrollHeight, 160)}px`
  }
}

const canListen = () => 'SpeechRecognition' in window || 'webkitSpeechRecognition' in window
