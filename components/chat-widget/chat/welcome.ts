import type { EmbedApp } from '@/lib/contracts/public'
import { appBadge } from '../app-badge'
import { h } from '../element'
import { fill } from '../texts'

/** The greeting of an empty conversation. */
export const welcome = (app: EmbedApp): HTMLElement =>
  h(
    'section',
    { class: 'welcome' },
    appBadge(app, 'badge big'),
    h('p', { class: 'greeting', dir: 'auto' }, app.greeting || app.title),
    app.description ? h('p', { class: 'quiet', dir: 'auto' }, app.description) : null,
  )

/** Questions to start with. */
export function suggestionList({ suggestions }: EmbedApp, onPick: (text: string) => void): HTMLElement | null {
  if (suggestions.length === 0) return null
  const list = h('ul', { class: 'suggestions', 'aria-label': fill('suggestions') })
  for (const text of suggestions)
    list.append(h('li', {}, h('button', { type: 'button', dir: 'auto', on: { click: () => onPick(text) } }, text)))
  return list
}
