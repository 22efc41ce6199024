import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import { fill } from '../../texts'
import { panelHead } from '../panel-head'
import { ConversationList, type ListActions } from './conversation-list'

/** The list of conversations over the chat, for the widget. */
export function historyPanel(options: ScreenOptions, actions: ListActions & { onClose: () => void }): HTMLElement {
  const list = new ConversationList(options, actions)
  const title = fill('conversations')
  const onClose = () => {
    list.settle()
    actions.onClose()
  }
  const head = panelHead({ title, icon: 'history', onClose })
  // The caller shows the panel in this task.
  queueMicrotask(() => head.element.querySelector('button')?.focus())
  return h(
    'section',
    { class: 'passage history', role: 'dialog', 'aria-label': title },
    head.element,
    list.search,
    list.element,
  )
}
