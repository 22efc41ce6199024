import { ChatElement } from '../chat/chat-element'
import { readTokens, type ThemeTokens } from '../theme-tokens'

type Work = (chat: ChatElement) => void

/** Calls made before their chat was added to the page. */
const early: { app: string | undefined; work: Work }[] = []

/** `window.Patchbay`. Each call applies to the app named last, or to the first chat in the page. */
export const pageApi = {
  open: (app?: string) => withChat(app, (chat) => chat.open()),
  close: (app?: string) => withChat(app, (chat) => chat.close()),
  toggle: (app?: string) => withChat(app, (chat) => chat.toggle()),
  /** Opens the chat and sends a message as the visitor. */
  send: (text: string, app?: string) =>
    withChat(app, (chat) => {
      chat.open()
      chat.send({ type: 'patchbay:send', text: String(text) })
    }),
  /** A token that the customer's server has signed for this visitor. */
  identify: (token: string, app?: string) =>
    withChat(app, (chat) => chat.send({ type: 'patchbay:identify', token: String(token) })),
  /** Deletes the visitor and the conversations in this browser, for example on sign-out. */
  reset: (app?: string) => withChat(app, (chat) => chat.send({ type: 'patchbay:reset' })),
  setTheme: (theme: ThemeTokens['theme'] | ThemeTokens, app?: string) => {
    const tokens = readTokens(typeof theme === 'string' ? { theme } : theme)
    withChat(app, (chat) => chat.setTheme(tokens))
  },
  /** @returns a function that unsubscribes */
  on: (name: string, listener: (detail: unknown) => void): (() => void) => {
    const onEvent = (event: Event) => listener(event instanceof CustomEvent ? event.detail : undefined)
    document.addEventListener(`patchbay:${name}`, onEvent)
    return () => document.removeEventListener(`patchbay:${name}`, onEvent)
  },
}

/** Called when a chat was added to the page. */
export function runEarlyCalls(): void {
  for (const { app, work } of early.splice(0)) withChat(app, work)
}

function withChat(app: string | undefined, work: Work): void {
  const chats = [...document.querySelectorAll('patchbay-chat')].filter((element) => element instanceof ChatElement)
  const chat = chats.find((candidate) => app === undefined || candidate.app === app)
  if (chat) work(chat)
  else early.push({ app, work })
}
