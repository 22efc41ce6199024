import type { EmbedApp } from '@/lib/contracts/public'
import { inkOn, readableOn } from '@/lib/core/accent'
import { ChatScreen } from './chat-screen'
import { ConversationStore } from './conversation-store'
import { EmbedClient } from './embed-client'
import { FormScreen } from './form-screen'
import { listenTo, tell } from './protocol'

/** Turns the document that the server sent into the chat page or the widget's frame. */
export function startFrame(place: HTMLElement): void {
  const app = readApp(place.dataset.app ?? '')
  const host = place.dataset.host ?? ''
  const mode = place.dataset.mode === 'widget' ? 'widget' : 'page'
  const isInWidget = mode === 'widget' && host !== '' && window.parent !== window
  const close = () => tell(window.parent, host, 'patchbay:close')
  const store = new ConversationStore(app.slug, isInWidget ? host : '')
  const client = new EmbedClient({
    slug: app.slug,
    host: isInWidget ? host : '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
  })
  const options = { app, mode, client, store, onClose: isInWidget ? close : null } as const
  applyAccent(app.accent)
  const screen = app.kind === 'chat' ? new ChatScreen(options) : new FormScreen(options)
  place.replaceChildren(screen.element)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    if (!screen.closePanel() && isInWidget) close()
  })
  if (isInWidget) meetPage(host, screen)
  else screen.focus()
}

function meetPage(host: string, screen: ChatScreen | FormScreen): void {
  listenTo({
    window,
    source: () => window.parent,
    origin: host,
    onMessage: (type) => type === 'patchbay:open' && screen.focus(),
  })
  tell(window.parent, host, 'patchbay:ready')
}

/** The accent as it is, and as text on light and on dark ground; a little more than 4.5:1, for tinted ground. */
function applyAccent(accent: string): void {
  const { style } = document.documentElement
  style.setProperty('--accent', accent)
  style.setProperty('--accent-ink', inkOn(accent))
  style.setProperty('--accent-on-light', readableOn(accent, '#ffffff', 5.4))
  style.setProperty('--accent-on-dark', readableOn(accent, '#20201e', 5.4))
}

/** Safe: our own server wrote it into the document by the contract. */
function readApp(json: string): EmbedApp {
  return JSON.parse(json) as EmbedApp
}
