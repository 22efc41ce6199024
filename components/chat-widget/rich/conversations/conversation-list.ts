import type { ConversationHead } from '../../chat/conversation-store'
import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill } from '../../texts'
import { nameForm } from '../forms/name-form'
import { undoButton } from '../undo-button'
import { deleteThreads } from './delete-threads'
import { groupByDay } from './group-by-day'
import { findConversations, removeConversation, renameConversation } from './stored-conversations'

export interface ListActions {
  onOpen: (id: string) => void
  /** Called when a conversation was deleted or restored. */
  onRemove: () => void
}

/** Above this number a search field is shown. */
const MAX_WITHOUT_SEARCH = 3
/** Time in which a deletion can be undone. */
const UNDO_MS = 8_000

/** The conversations of this browser by day, newest first: open, search, rename, delete. */
export class ConversationList {
  readonly search = h('input', {
    type: 'search',
    placeholder: fill('searchConversations'),
    'aria-label': fill('searchConversations'),
    on: { input: () => this.show(), keydown: (event) => this.clearFirst(event) },
  })
  private readonly none = h('p', { class: 'quiet', role: 'status' })
  private readonly groups = h('div', { class: 'groups' })
  readonly element = h('div', { class: 'content', tabindex: 0 }, this.none, this.groups)
  /** Deletions that can still be undone. */
  private undoing = 0
  /** True during the list's own changes of the store, which must not redraw it. */
  private isChanging = false
  private timer = 0

  constructor(
    private readonly options: Pick<ScreenOptions, 'store' | 'client'>,
    private readonly actions: ListActions,
  ) {
    window.addEventListener('pagehide', () => this.settle())
    // Deletions that are left over from an earlier page.
    this.settle()
    this.show()
  }

  /** Draws the list again, unless its user is renaming a conversation or can undo a deletion. */
  refresh(): void {
    if (this.undoing === 0 && !this.isChanging && !this.groups.querySelector('form')) this.show()
  }

  /** Ends the time to undo: deletes the data on the server. */
  settle(): void {
    clearTimeout(this.timer)
    this.undoing = 0
    void deleteThreads(this.options.store, this.options.client)
  }

  private show(focused = ''): void {
    const { store } = this.options
    this.search.hidden = store.list().length <= MAX_WITHOUT_SEARCH && this.search.value === ''
    const found = findConversations(store, this.search.value)
    this.none.textContent =
      found.length > 0 ? '' : fill(this.search.value.trim() === '' ? 'noConversations' : 'nothingFound')
    this.groups.replaceChildren(
      ...groupByDay(found, document.documentElement.lang).flatMap(({ name, heads }) => [
        h('h3', { class: 'quiet' }, name),
        h('ul', { class: 'conversations' }, ...heads.map((head) => this.row(head))),
      ]),
    )
    // A renamed conversation may no longer match the search.
    if (focused) (this.groups.querySelector<HTMLElement>(`[data-id="${focused}"] button`) ?? this.search).focus()
  }

  /** Escape closes the panel only if the search is empty. */
  private clearFirst(event: Event): void {
    const { search } = this
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing || search.value === '') return
    event.stopPropagation()
    search.value = ''
    this.show()
  }

  private row(head: ConversationHead): HTMLElement {
    const { store } = this.options
    const { id, title, updatedAtMs } = head
    const when = new Date(updatedAtMs).toLocaleString(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const open = h(
      'button',
      { type: 'button', class: 'conversation', title: when, 'aria-current': id === store.id ? 'true' : null },
      h('span', { class: 'name', dir: 'auto' }, title),
    )
    open.addEventListener('click', () => {
      this.settle()
      this.actions.onOpen(id)
    })
    const rename = iconButton(fill('renameConversation', { title }), icon('pen', 16), () => this.rename(item, head))
    const remove = iconButton(fill('deleteConversation', { title }), icon('trash', 16), () => this.remove(item, head))
    const item = h('li', { 'data-id': id }, open, rename, remove)
    return item
  }

  private change<T>(work: () => T): T {
    this.isChanging = true
    const result = work()
    this.isChanging = false
    return result
  }

  private rename(item: HTMLElement, { id, title }: ConversationHead): void {
    const { store } = this.options
    const form = nameForm(title, (name, hasLeft) => {
      if (name !== null) this.change(() => renameConversation(store, id, name))
      // The focus stays on the button that closed the form.
      if (hasLeft) item.replaceWith(...store.list().flatMap((head) => (head.id === id ? this.row(head) : [])))
      else this.show(id)
    })
    item.replaceChildren(form)
    form.querySelector('input')?.select()
  }

  private remove(item: HTMLElement, { id, title }: ConversationHead): void {
    clearTimeout(this.timer)
    this.undoing += 1
    const putBack = this.change(() => removeConversation(this.options.store, id))
    const undo = undoButton(() => {
      this.undoing = Math.max(0, this.undoing - 1)
      this.change(putBack)
      this.show(id)
      this.actions.onRemove()
    })
    // The row keeps its place and the focus until the deletion is final.
    item.replaceChildren(h('p', { class: 'quiet gone', role: 'status' }, fill('removed', { name: title })), undo)
    undo.focus()
    this.actions.onRemove()
    this.timer = window.setTimeout(() => {
      this.settle()
      this.refresh()
    }, UNDO_MS)
  }
}
