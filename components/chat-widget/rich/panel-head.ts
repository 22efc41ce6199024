import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon, type WidgetIcon } from '../icons'
import { fill } from '../texts'

export interface PanelHead {
  title: string
  icon: WidgetIcon
  below?: Node
  onClose: () => void
}

/** Title and close button of a panel over the conversation. */
export function panelHead(head: PanelHead): { element: HTMLElement; title: HTMLElement } {
  const title = h('h2', { tabindex: -1, dir: 'auto' }, head.title)
  const close = iconButton(fill('closePassage'), icon('close'), head.onClose)
  const words = h('div', { class: 'words' }, title, head.below ?? null)
  const element = h('div', { class: 'passage-head' }, h('span', { class: 'sheet' }, icon(head.icon)), words, close)
  return { element, title }
}
