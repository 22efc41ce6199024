import type { ConversationStore } from '../conversation-store'
import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import { panelHead } from './panel-head'

export interface HistoryActions {
  onOpen: (id: string) => void
  /** One was deleted, or put back. */
  onRemove: () => void
  onClose: () => void
}

/** The conversations of this browser, newest first. */
export function historyPanel(store: ConversationStore, { onOpen, onRemove, onClose }: HistoryActions): HTMLElement {
  const list = h('ul', { class: 'conversations' })
  const none = h('p', { class: 'quiet' }, fill('noConversations'))
  const show = () => {
    none.hidden = store.list().length > 0
    list.replaceChildren(
      ...store.list().map(({ id, title, updatedAtMs }) => {
        const when = new Date(updatedAtMs).toLocaleString(document.documentElement.lang, {
          dateStyle: 'medium',
          timeStyle: 'short',
        })
        const open = h('button', { type: 'button', class: 'conversation', on: { click: () => onOpen(id) } })
        open.append(h('span', { class: 'name', dir: 'auto' }, title), h('span', { class: 'quiet' }, when))
        const label = fill('deleteConversation', { title })
        const item = h('li', {}, open, iconButton(label, icon('trash', 16), remove))
        return item

        // Its place stays as long as the panel is open, with the way back and the focus in it.
        function remove(): void {
          const putBack = store.remove(id)
          const undo = h('button', { type: 'button', class: 'second' }, fill('undo'))
          undo.addEventListener('click', () => {
            putBack()
            show()
            list.querySelector('button')?.focus()
            onRemove()
          })
          item.replaceChildren(undo)
          undo.focus()
          onRemove()
        }
      }),
    )
  }
  show()
  const title = fill('conversations')
  const head = panelHead({ title, icon: 'history', onClose })
  return h(
    'section',
    { class: 'passage', role: 'dialog', 'aria-label': title },
    head.element,
    h('div', { class: 'content', tabindex: 0 }, none, list),
  )
}
