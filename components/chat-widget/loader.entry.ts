import { ChatElement } from './chat/chat-element'
import { h } from './element'
import { readSettings } from './host/loader-settings'
import { ownScripts } from './host/own-scripts'
import { pageApi, runEarlyCalls } from './host/page-api'

ChatElement.onPlaced = runEarlyCalls
// A page may include the script more than once; the first one handles all tags.
if (!customElements.get('patchbay-chat')) {
  customElements.define('patchbay-chat', ChatElement)
  Object.assign(window, { Patchbay: pageApi })
}
for (const script of ownScripts) {
  if (script.dataset.app === undefined) continue
  if (document.body) place(script)
  else document.addEventListener('DOMContentLoaded', () => place(script))
}

/** Adds one chat per app, however often its script is included. */
function place({ src, dataset }: HTMLScriptElement): void {
  const settings = readSettings((name) => dataset[name], new URL(src).origin)
  const chats = [...document.querySelectorAll('patchbay-chat')]
  if (!settings || chats.some((chat) => chat.getAttribute('app') === settings.slug)) return
  const { slug, mode, theme, side, origin } = settings
  const locale = dataset.locale ?? null
  document.body.append(h('patchbay-chat' as 'div', { app: slug, mode, theme, position: side, locale, server: origin }))
}
