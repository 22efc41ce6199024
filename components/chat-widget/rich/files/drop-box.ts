import { drawIcon } from '../../draw-icon'
import { h } from '../../element'
import { filesOf } from './dropped-files'
import { CLIP } from './file-icons'

export interface DropBoxOptions {
  title: string
  hint: string
  accept: string
  onFile: (file: File) => void
}

/** Accepts one file: selected, dropped or pasted. */
export class DropBox {
  readonly element: HTMLElement
  private readonly button: HTMLButtonElement
  private readonly bar = h('progress', { max: 1, value: 0, hidden: true })

  constructor({ title, hint, accept, onFile }: DropBoxOptions) {
    const input = h('input', { type: 'file', accept, hidden: true, tabindex: -1 })
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      input.value = ''
      if (file) onFile(file)
    })
    this.bar.setAttribute('aria-label', title)
    this.button = h(
      'button',
      { type: 'button', class: 'choose', on: { click: () => input.click() } },
      drawIcon(CLIP, 18),
      h('span', {}, title, h('span', { class: 'quiet' }, hint)),
    )
    this.element = h('div', { class: 'field drop' }, this.button, this.bar, input)
    const addFiles = (event: Event) => {
      const files = filesOf(event)
      if (files === null) return
      event.preventDefault()
      this.element.classList.toggle('dropping', event.type === 'dragover')
      const [file] = event.type === 'dragover' ? [] : files
      if (file && !this.button.disabled) onFile(file)
    }
    for (const type of ['dragover', 'drop', 'paste']) this.element.addEventListener(type, addFiles)
    this.element.addEventListener('dragleave', () => this.element.classList.remove('dropping'))
  }

  focus(): void {
    this.button.focus({ preventScroll: true })
  }

  setDisabled(isDisabled: boolean): void {
    this.button.disabled = isDisabled
  }

  /** @param share 0 to 1 while uploading; null if nothing is being uploaded */
  setProgress(share: number | null): void {
    this.bar.hidden = share === null
    this.button.disabled = share !== null
    // The rest of the progress is the server's processing of the rows.
    if (share === null || share < 1) this.bar.value = share ?? 0
    else this.bar.removeAttribute('value')
  }
}
