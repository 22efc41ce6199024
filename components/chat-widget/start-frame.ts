import type { EmbedApp } from '@/lib/contracts/public'
import { pickLocale } from '@/lib/core/locales/widget-locale'
import { applyTheme } from './apply-theme'
import { ChatScreen } from './chat/chat-screen'
import { ConversationStore } from './chat/conversation-store'
import type { Screen } from './chat/screen'
import { ScreenFrame } from './chat/screen-frame'
import type { ScreenOptions } from './chat/screen-options'
import { EmbedClient } from './embed-client'
import { loadBatch } from './loading/load-batch'
import { loadExtras } from './loading/load-extras'
import { loadPage } from './loading/load-page'
import { loadTexts } from './loading/load-texts'
import { listenTo, type Message, postTo } from './protocol'
import { fill, setTexts } from './texts'
import { readTokens } from './theme-tokens'

export interface Start {
  app: EmbedApp
  /** Origin of the embedding page; empty on the hosted page. */
  host: string
  mode: ScreenOptions['mode']
  /** Whether the chat opens from a bubble, and can therefore be closed. */
  isBubble: boolean
  fetch?: typeof fetch
}

/** Turns the server-rendered document into the chat page or the widget's frame. */
export async function startFrame(place: HTMLElement, { app, host, mode, isBubble, fetch }: Start): Promise<void> {
  const texts = await loadTexts(pickLocale(document.documentElement.lang)).catch(() => null)
  if (texts) setTexts(texts)
  const isInPage = mode === 'widget' && host !== '' && window.parent !== window
  const post = (message: Message) => isInPage && postTo(window.parent, host, message)
  const close = () => void post({ type: 'patchbay:close' })
  const store = new ConversationStore(app.slug, isInPage ? host : '', mode === 'preview' ? null : undefined)
  const emit: ScreenOptions['emit'] = (name, runId = '') => post({ type: 'patchbay:event', name, runId })
  const client = new EmbedClient({
    slug: app.slug,
    host: isInPage ? host : '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
    onIdentityNeeded: () => emit('identify'),
    ...(fetch ? { fetch } : {}),
  })
  const onClose = isInPage && isBubble ? close : null
  // Without the page's sidebar, the conversations are in a panel.
  const page = mode === 'page' ? await loadPage().catch(() => null) : null
  const options: ScreenOptions = { app, mode, client, store, onClose, sidebar: page?.createSidebar, emit }
  // The server has written the requested theme into the document.
  applyTheme({
    ...app.widget.look,
    ...readTokens({ theme: document.documentElement.dataset.theme }),
    accent: app.accent,
  })
  const batch = mode === 'page' && app.batch ? await loadBatch() : null
  const screen = await openScreen(options, app.batch?.only ? batch : null)
  if (mode !== 'preview') screen.setNotice(noticeOf(app))
  page?.addFootnote(screen.element)
  place.replaceChildren(screen.element)
  if (batch && !app.batch?.only) batch.offerRows(place, screen, options, () => new ScreenFrame(options, null))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    if (!screen.closePanel()) options.onClose?.()
  })
  if (isInPage) connectToPage(options, host, screen)
  else if (mode === 'page') screen.focus()
  if (app.widget.needsIdentity) emit('identify')
}

/** Why this visitor cannot start: the app is stopped or requires sign-in. */
function noticeOf({ closed, widget }: EmbedApp): string | null {
  return closed ?? (widget.needsIdentity ? fill('signIn') : null)
}

async function openScreen(
  options: ScreenOptions,
  batch: Awaited<ReturnType<typeof loadBatch>> | null,
): Promise<Screen> {
  if (batch) return new batch.BatchScreen(options, new ScreenFrame(options, null))
  return options.app.kind === 'chat' ? new ChatScreen(options) : new (await loadExtras()).FormScreen(options)
}

function connectToPage(options: ScreenOptions, host: string, screen: Screen): void {
  const { store, client, app } = options
  const identify = async (token: string) => {
    const session = await client.identify(token).catch(() => null)
    // Data of one visitor is not shown to another; our server identifies the visitor.
    if (!session) return screen.setNotice(noticeOf(app))
    const isOther = store.setUser(session.user ?? '')
    screen.setNotice(app.closed)
    // A renewed token of the same visitor does not interrupt a running answer.
    if (isOther) screen.reload()
  }
  const reset = () => {
    client.invalidate()
    // Deletes the conversations of the signed-in visitor, then those of the anonymous one.
    store.clear()
    store.setUser('')
    store.clear()
    screen.reload()
    screen.setNotice(noticeOf(app))
  }
  let identifying: Promise<void> = Promise.resolve()
  const onMessage = (message: Message) => {
    if (message.type === 'patchbay:open') screen.focus()
    if (message.type === 'patchbay:theme') applyTheme(readTokens(parse(message.tokens)))
    if (message.type === 'patchbay:identify') identifying = identify(message.token)
    if (message.type === 'patchbay:reset') void identifying.then(reset)
    // A page that signs in its visitor and immediately sends a message sends it as that visitor.
    if (message.type === 'patchbay:send')
      void identifying.then(() => screen.send(message.text.slice(0, app.maxMessage)))
  }
  listenTo({ window, source: () => window.parent, origin: host, onMessage })
  postTo(window.parent, host, { type: 'patchbay:ready' })
  // If the visitor opened the bubble before the frame was ready, the page's message is still pending.
  if (options.onClose && document.hasFocus()) screen.focus()
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
