import type { Json } from '@/lib/core/json'
import { h } from '../../element'
import type { EmbedClient } from '../../embed-client'

interface AnswerFile {
  fileId: string
  name: string
  mediaType: string
}

/** Files that the app made, fetched with the visitor's token into memory. @returns null if there are none */
export function madeFiles(client: EmbedClient, value: Json | undefined): HTMLElement | null {
  const files = Array.isArray(value) ? value.filter(isFile) : []
  if (files.length === 0) return null
  const list = h('ul', { class: 'made' })
  for (const file of files) {
    const item = h('li', {}, h('span', { class: 'quiet', dir: 'auto' }, file.name))
    list.append(item)
    readFile(client, file.fileId).then(
      (blob) => item.replaceChildren(shown(file, URL.createObjectURL(asData(file, blob)))),
      // If the file was deleted with its run, only its name is shown.
      () => undefined,
    )
  }
  return list
}

async function readFile(client: EmbedClient, fileId: string): Promise<Blob> {
  return (await client.request(`/files/${client.uuid(fileId)}`, {})).blob()
}

const isMedia = (mediaType: string): boolean => /^(?:image|audio)\//.test(mediaType)

/** Other files are only saved: opened in a tab, a page among them could run scripts with the rights of this one. */
const asData = ({ mediaType }: AnswerFile, blob: Blob): Blob =>
  isMedia(mediaType) ? blob : new Blob([blob], { type: 'application/octet-stream' })

function shown({ name, mediaType }: AnswerFile, url: string): HTMLElement {
  const save = h('a', { href: url, download: name, class: 'quiet', dir: 'auto' }, name)
  if (!isMedia(mediaType)) return h('figure', {}, h('figcaption', {}, save))
  const view = mediaType.startsWith('audio/')
    ? h('audio', { src: url, controls: true, 'aria-label': name })
    : h('img', { src: url, alt: name })
  return h('figure', {}, view, h('figcaption', {}, save))
}

function isFile(value: Json): value is AnswerFile & { [key: string]: Json } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { fileId, name, mediaType } = value
  return typeof fileId === 'string' && typeof name === 'string' && typeof mediaType === 'string'
}
