import '../add-rich'
import type { Carried, Composer } from '../../chat/composer'
import type { Turn, TurnFile } from '../../chat/conversation-store'
import type { ScreenOptions } from '../../chat/screen-options'
import { drawIcon } from '../../draw-icon'
import { h } from '../../element'
import { iconButton } from '../../icon-button'
import { fill } from '../../texts'
import { attachedTo } from './attached-to'
import { Attachments } from './attachments'
import { acceptOf, filesOf, limitsOf } from './dropped-files'
import { CLIP } from './file-icons'

/** Limits per message. */
const MAX = 10

/** Attachments: selected, dropped on the chat, or pasted. */
export class Attach implements Carried {
  readonly button: HTMLElement
  private readonly list: Attachments

  constructor(
    screen: { element: HTMLElement },
    private readonly composer: Composer,
    { app, client }: ScreenOptions,
  ) {
    this.list = new Attachments({ client, accepts: app.attach, most: MAX, onChange: () => composer.show() })
    this.button = this.clip(acceptOf(app.attach), limitsOf(app.attach))
    composer.carry(this)
    composer.area.addEventListener('paste', (event) => {
      // Copied table cells also contain an image; the text is intended.
      if (event.clipboardData?.types.includes('text/plain')) return
      this.addFiles(event)
    })
    const { element } = screen
    const words = [h('strong', {}, fill('dropFiles')), h('span', { class: 'quiet' }, limitsOf(app.attach))]
    const note = h('div', { class: 'drop-note', 'aria-hidden': 'true' }, drawIcon(CLIP, 22), ...words)
    const mark = (isOver: boolean) => (isOver ? element.append(note) : note.remove())
    element.addEventListener('dragover', (event) => {
      if (filesOf(event) === null || this.composer.element.hidden) return
      event.preventDefault()
      mark(true)
    })
    // Also fired when the pointer moves from one element to another inside.
    element.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) mark(false)
    })
    element.addEventListener('drop', (event) => {
      mark(false)
      if (!this.composer.element.hidden) this.addFiles(event)
    })
  }

  get element(): HTMLElement {
    return this.list.element
  }
  get isBusy(): boolean {
    return this.list.isBusy
  }
  get files(): TurnFile[] {
    return this.list.files
  }

  clear(): void {
    this.list.clear()
  }

  inputsFor(turns: readonly Turn[]): object {
    return attachedTo(turns)
  }

  private addFiles(event: Event): void {
    const files = filesOf(event) ?? []
    if (files.length === 0) return
    event.preventDefault()
    this.list.add(files)
    this.composer.focus()
  }

  private clip(accept: string, limits: string): HTMLElement {
    const input = h('input', { type: 'file', multiple: true, hidden: true, accept, tabindex: -1 })
    input.addEventListener('change', () => {
      this.list.add([...(input.files ?? [])])
      input.value = ''
      this.composer.focus()
    })
    const button = iconButton(fill('attach'), drawIcon(CLIP, 18), () => input.click())
    button.title = `${fill('attach')}: ${limits}`
    return h('span', { class: 'clip' }, button, input)
  }
}

export { sentFiles } from './sent-files'
