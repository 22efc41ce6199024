import type { TurnFile } from '../../chat/conversation-store'
import { h } from '../../element'
import type { EmbedClient } from '../../embed-client'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill } from '../../texts'

/** Images that were fetched by this page, by file id. */
const fetched = new Map<string, Promise<string>>()

/** The files of a sent message: images as thumbnails, others by name. */
export function sentFiles(client: EmbedClient, files: readonly TurnFile[]): HTMLElement {
  return h('div', { class: 'sents' }, ...files.map((file) => sentFile(client, file)))
}

function sentFile(client: EmbedClient, file: TurnFile): HTMLElement {
  const { id, name, kind } = file
  const chip = h('span', { class: 'sent' }, icon(kind === 'recording' ? 'mic' : 'file', 16), h('bdi', {}, name))
  if (kind !== 'picture') return chip
  const label = fill('viewImage', { name })
  const thumb = h('button', { type: 'button', class: 'thumb', 'aria-label': label, title: name })
  urlOf(client, id).then(
    (url) => {
      thumb.append(h('img', { src: url, alt: '' }))
      thumb.addEventListener('click', () => showLarge(url, name))
    },
    // If the image was deleted after its retention time, its name is shown.
    () => thumb.replaceWith(chip),
  )
  return thumb
}

/** The object URL of an image, which is fetched with the visitor's token once per page. */
function urlOf(client: EmbedClient, id: string): Promise<string> {
  const cached = fetched.get(id) ?? fetchUrl(client, id)
  fetched.set(id, cached)
  cached.catch(() => fetched.delete(id))
  return cached
}

async function fetchUrl(client: EmbedClient, id: string): Promise<string> {
  const response = await client.request(`/files/${client.uuid(id)}`, {})
  return URL.createObjectURL(await response.blob())
}

/** Shows an image in a modal dialog, which Escape, the button and a click on the backdrop close. */
function showLarge(url: string, name: string): void {
  const dialog = h('dialog', { class: 'large', 'aria-label': name })
  dialog.append(
    h('img', { src: url, alt: name }),
    iconButton(fill('closePassage'), icon('close'), () => dialog.close()),
  )
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
  // The chat's own Escape handler must not also close a panel.
  dialog.addEventListener('keydown', (event) => event.stopPropagation())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
