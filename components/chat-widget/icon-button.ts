import { h } from './element'

/** An icon button with a tooltip and an accessible name. */
export function iconButton(label: string, picture: Node, work: () => void, look = 'plain'): HTMLButtonElement {
  const attributes = { type: 'button', class: look, 'aria-label': label, title: label }
  return h('button', { ...attributes, on: { click: work } }, picture)
}
