import { h } from '../element'
import { fill } from '../texts'

/** Error message in place of a list, with a retry button. */
export class LoadFailure {
  private readonly text = h('p', { class: 'wrong', role: 'alert' })
  private readonly button = h('button', { type: 'button', class: 'second' }, fill('retry'))
  readonly element = h('div', { class: 'card', hidden: true }, this.text, h('div', { class: 'choices' }, this.button))

  /** @param retry reloads the list; another failure is passed to `show` */
  constructor(retry: () => Promise<void>) {
    this.button.addEventListener('click', async () => {
      this.button.disabled = true
      await retry()
      this.button.disabled = false
      if (!this.element.hidden) this.button.focus()
    })
  }

  show(error: unknown): void {
    this.element.hidden = false
    this.text.textContent = error instanceof Error ? error.message : fill('noConnection')
  }

  hide(): void {
    this.element.hidden = true
    this.text.textContent = ''
  }
}
