import { h } from './element'

/** A button that shows a picture and says its name to those who do not see it, or point at it. */
export function iconButton(label: string, picture: Node, work: () => void, look = 'plain'): HTMLButtonElement {
  const about = { type: 'button', class: look, 'aria-label': label, title: label }
  return h('button', { ...about, on: { click: work } }, picture)
}
