import { h } from './element'

/** An icon button with a tooltip and an accessible name. */
export function iconButton(label: string, picture: Node, work: () => void, look = 'plain'): HTMLButtonElement {
  const about = { type: 'button', class: look, 'aria-label': label, title: label }
  return h('button', { ...about, on: { click: work } }, picture)
}
