import {
  DOCUMENT_EXTENSIONS,
  MAX_DOCUMENT_BYTES,
  MAX_PICTURE_BYTES,
  PICTURE_EXTENSIONS,
  RECORDING_EXTENSIONS,
} from '@/lib/contracts/file-limits'
import type { TurnFile } from '../../chat/conversation-store'
import { h } from '../../element'
import type { EmbedClient } from '../../embed-client'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill } from '../../texts'
import type { AcceptedKinds } from './dropped-files'
import { removeFile, uploadFile } from './upload-file'

export interface AttachmentsOptions {
  client: EmbedClient
  accepts: AcceptedKinds
  most: number
  /** Called after each change with the uploaded and pending files. */
  onChange: () => void
}

interface Item {
  name: string
  element: HTMLElement
  stop: AbortController
  /** null while uploading or after a failure. */
  sent: TurnFile | null
  failed: boolean
}

/** Files that are uploading or attached to the next message, with name, progress, error and a remove button. */
export class Attachments {
  readonly element = h('ul', { class: 'files', 'aria-label': fill('files') })
  private items: Item[] = []

  constructor(private readonly options: AttachmentsOptions) {}

  get isBusy(): boolean {
    return this.items.some(({ sent, failed }) => sent === null && !failed)
  }

  /** Completed uploads. */
  get files(): TurnFile[] {
    return this.items.flatMap(({ sent }) => sent ?? [])
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.addOne(file)
    this.options.onChange()
  }

  /** Clears files that were sent with their message. */
  clear(): void {
    this.items = []
    this.element.replaceChildren()
    this.options.onChange()
  }

  private addOne(file: File): void {
    const item: Item = {
      name: file.name,
      element: h('li', { class: 'file' }),
      stop: new AbortController(),
      sent: null,
      failed: false,
    }
    const wrong = this.problemOf(file)
    this.items.push(item)
    this.element.append(item.element)
    if (wrong) this.fail(item, wrong)
    else this.upload(item, file)
  }

  private upload(item: Item, file: File): void {
    item.failed = false
    item.element.classList.remove('bad')
    const bar = h('progress', { max: 1, value: 0, 'aria-label': fill('uploading', { name: file.name }) })
    this.draw(item, pictureOf(file), bar)
    const onProgress = (share: number) => {
      // The rest of the progress is the server's processing of the document.
      if (share < 1) bar.value = share
      else bar.removeAttribute('value')
    }
    uploadFile(this.options.client, file, { onProgress, signal: item.stop.signal }).then(
      ({ id, name, mediaType, pages }) => {
        item.sent = { id, name, kind: kindOf(mediaType) }
        this.draw(
          item,
          pictureOf(file),
          pages === null ? null : h('span', { class: 'quiet' }, fill('pages', { count: pages })),
        )
        this.options.onChange()
      },
      (error: unknown) => {
        const retryButton = iconButton(fill('retry'), icon('retry', 14), () => this.upload(item, file))
        this.fail(item, error instanceof Error ? error.message : fill('uploadFailed'), retryButton)
      },
    )
  }

  private fail(item: Item, problem: string, retryButton: HTMLElement | null = null): void {
    if (!this.items.includes(item)) return
    item.failed = true
    item.element.classList.add('bad')
    this.draw(item, icon('alert', 16), h('span', { class: 'wrong', role: 'alert' }, problem))
    if (retryButton) item.element.lastElementChild?.before(retryButton)
    this.options.onChange()
  }

  private draw(item: Item, picture: Element, state: HTMLElement | null): void {
    const label = fill('removeFile', { name: item.name })
    const remove = iconButton(label, icon('close', 14), () => this.remove(item))
    const description = h('span', { class: 'about' }, h('bdi', { class: 'name', title: item.name }, item.name), state)
    item.element.replaceChildren(picture, description, remove)
  }

  private remove(item: Item): void {
    item.stop.abort()
    item.element.remove()
    this.items = this.items.filter((other) => other !== item)
    // Removed locally even if the server fails; the server deletes it after its retention time.
    if (item.sent) removeFile(this.options.client, item.sent.id).catch(() => undefined)
    this.options.onChange()
  }

  private problemOf(file: File): string | null {
    const { accepts, most } = this.options
    const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
    const isPicture = accepts.images && includes(PICTURE_EXTENSIONS, extension)
    const others = [
      ...(accepts.documents ? DOCUMENT_EXTENSIONS : []),
      ...(accepts.recordings ? RECORDING_EXTENSIONS : []),
    ]
    if (!isPicture && !includes(others, extension)) return fill('fileType')
    const limit = isPicture ? MAX_PICTURE_BYTES : MAX_DOCUMENT_BYTES
    if (file.size > limit) return fill('fileTooLarge', { size: limit / 1024 / 1024 })
    const counted = this.items.filter(({ failed }) => !failed).length
    return counted >= most ? fill('tooManyFiles', { count: most }) : null
  }
}

function kindOf(mediaType: string): TurnFile['kind'] {
  if (mediaType.startsWith('image/')) return 'picture'
  return mediaType.startsWith('audio/') ? 'recording' : 'document'
}

const includes = (list: readonly string[], value: string): boolean => list.includes(value)

function pictureOf(file: File): Element {
  if (!file.type.startsWith('image/')) return icon('file', 16)
  const url = URL.createObjectURL(file)
  return h('img', { src: url, alt: '', width: 36, height: 36, on: { load: () => URL.revokeObjectURL(url) } })
}
