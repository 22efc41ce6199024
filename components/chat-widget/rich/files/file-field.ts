import { MAX_DOCUMENT_BYTES, MAX_PICTURE_BYTES } from '@/lib/contracts/file-limits'
import type { PublicInputField } from '@/lib/contracts/public'
import { drawIcon } from '../../draw-icon'
import { h } from '../../element'
import type { EmbedClient } from '../../embed-client'
import { fill } from '../../texts'
import type { FieldValue } from '../forms/form-field'
import { Attachments } from './attachments'
import { acceptOf, FILE_TYPES, filesOf } from './dropped-files'
import { CLIP } from './file-icons'

/** A field for one document, image or recording: selected, dropped or pasted, and uploaded immediately. */
export class FileField {
  readonly element: HTMLElement
  private readonly attachments: Attachments
  private readonly choose: HTMLButtonElement
  private readonly problem: HTMLElement

  constructor(
    private readonly field: PublicInputField,
    id: string,
    client: EmbedClient,
  ) {
    const { type } = field
    const accepts = { images: type === 'image', documents: type === 'file', recordings: type === 'audio' }
    const onChange = () => {
      this.choose.hidden = this.attachments.files.length > 0 || this.attachments.isBusy
      this.problem.textContent = ''
    }
    this.attachments = new Attachments({ client, accepts, most: 1, onChange })
    this.problem = h('p', { class: 'wrong', id: `${id}-problem`, role: 'alert' })
    const input = h('input', { type: 'file', accept: acceptOf(accepts), hidden: true, tabindex: -1 })
    input.addEventListener('change', () => {
      this.attachments.add(input.files ?? [])
      input.value = ''
    })
    const most = (accepts.images ? MAX_PICTURE_BYTES : MAX_DOCUMENT_BYTES) / 1024 / 1024
    const types = type === 'image' || type === 'audio' ? FILE_TYPES[type] : FILE_TYPES.file
    this.choose = h(
      'button',
      { type: 'button', id, class: 'choose', 'aria-describedby': `${id}-problem`, on: { click: () => input.click() } },
      drawIcon(CLIP, 18),
      h('span', {}, fill('chooseFile'), h('span', { class: 'quiet' }, `${types} · ${most} MB`)),
    )
    const optional = field.required ? null : h('span', { class: 'quiet' }, ` ${fill('optional')}`)
    this.element = h('div', { class: 'field' }, h('label', { for: id }, field.label, optional))
    if (field.description) this.element.append(h('p', { class: 'quiet' }, field.description))
    this.element.append(this.choose, input, this.attachments.element, this.problem)
    for (const type of ['dragover', 'drop']) this.element.addEventListener(type, (event) => this.onDrop(event))
    this.element.addEventListener('paste', (event) => this.onDrop(event))
  }

  focus(): void {
    this.choose.focus()
  }

  read(): FieldValue {
    const { name, label, required } = this.field
    const [file] = this.attachments.files
    if (this.attachments.isBusy) this.problem.textContent = fill('uploading', { name: label })
    else if (!file && required) this.problem.textContent = fill('missing', { label })
    else return { ok: true, entry: file ? [name, file.id] : null }
    return { ok: false }
  }

  private onDrop(event: Event): void {
    const files = filesOf(event)
    if (files === null) return
    event.preventDefault()
    event.stopPropagation()
    if (files.length > 0 && !this.choose.hidden) this.attachments.add(files.slice(0, 1))
  }
}
