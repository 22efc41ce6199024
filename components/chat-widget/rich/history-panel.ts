import type { ConversationHead, ConversationStore } from '../chat/conversation-store'
import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import { nameForm } from './forms/name-form'
import { panelHead } from './panel-head'
import { findConversations, removeConversation, renameConversation } from './stored-conversations'
import { undoButton } from './undo-button'

export interface HistoryActions {
  onOpen: (id: string) => void
  /** A conversation was deleted or restored. */
  onRemove: () => void
  onClose: () => void
}

/** Above this number a search field is shown. */
const MOST_WITHOUT_SEARCH = 3

/** The conversations of this browser, newest first. */
export function historyPanel(store: ConversationStore, actions: HistoryActions): HTMLElement {
  const list = h('ul', { class: 'conversations' })
  const none = h('p', { class: 'quiet', role: 'status' })
  const search = h('input', {
    type: 'search',
    placeholder: fill('searchConversations'),
    'aria-label': fill('searchConversations'),
    on: { input: () => show(), keydown: (event) => clearFirst(event) },
  })
  search.hidden = store.list().length <= MOST_WITHOUT_SEARCH
  show()
  const title = fill('conversations')
  const head = panelHead({ title, icon: 'history', onClose: actions.onClose })
  return h(
    'section',
    { class: 'passage history', role: 'dialog', 'aria-label': title },
    head.element,
    h('div', { class: 'content', tabindex: 0 }, search, none, list),
  )

  /** Escape closes the panel only if the search is empty. */
  function clearFirst(event: Event): void {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing || search.value === '') return
    event.stopPropagation()
    search.value = ''
    show()
  }

  function show(focused = ''): void {
    const found = findConversations(store, search.value)
    none.textContent = found.length > 0 ? '' : fill(search.value.trim() === '' ? 'noConversations' : 'nothingFound')
    list.replaceChildren(...found.map(row))
    // A renamed conversation may no longer match the search.
    if (focused) (list.querySelector<HTMLElement>(`[data-id="${focused}"] button`) ?? search).focus()
  }

  function row({ id, title, updatedAtMs }: ConversationHead): HTMLElement {
    const when = new Date(updatedAtMs).toLocaleString(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const open = h('button', { type: 'button', class: 'conversation', on: { click: () => actions.onOpen(id) } })
    open.append(h('span', { class: 'name', dir: 'auto' }, title), h('span', { class: 'quiet' }, when))
    const rename = iconButton(fill('renameConversation', { title }), icon('pen', 16), () => {
      const form = nameForm(title, (name, hasLeft) => {
        if (name !== null) renameConversation(store, id, name)
        // The focus stays on the button that closed the panel.
        if (hasLeft) item.replaceWith(...store.list().flatMap((head) => (head.id === id ? row(head) : [])))
        else show(id)
      })
      item.replaceChildren(form)
      form.querySelector('input')?.select()
    })
    const remove = iconButton(fill('deleteConversation', { title }), icon('trash', 16), () => {
      const putBack = removeConversation(store, id)
      // Keeps the row with an undo button and the focus until something else is shown.
      const undo = undoButton(() => {
        putBack()
        show(id)
        actions.onRemove()
      })
      item.replaceChildren(undo)
      undo.focus()
      actions.onRemove()
    })
    const item = h('li', { 'data-id': id }, open, rename, remove)
    return item
  }
}
