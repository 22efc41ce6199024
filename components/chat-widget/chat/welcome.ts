import type { EmbedApp } from '@/lib/contracts/public'
import { h } from '../element'
import { icon } from '../icons'
import { fill } from '../texts'

/** Empty conversation: the greeting and suggested questions. */
export function welcome(app: EmbedApp, onPick: (text: string) => void): HTMLElement {
  const list = h('ul', { class: 'suggestions', 'aria-label': fill('suggestions') })
  for (const text of app.suggestions)
    list.append(h('li', {}, h('button', { type: 'button', dir: 'auto', on: { click: () => onPick(text) } }, text)))
  return h(
    'section',
    { class: 'welcome' },
    h('span', { class: 'badge big' }, icon('spark', 26)),
    h('p', { class: 'greeting', dir: 'auto' }, app.greeting || app.title),
    app.description ? h('p', { class: 'quiet', dir: 'auto' }, app.description) : null,
    app.suggestions.length > 0 ? list : null,
  )
}
