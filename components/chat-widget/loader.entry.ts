import { ChatBubble, fetchBubble, readSettings } from './loader'

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const settings = readSettings(script)

if (!settings) say('give the script a data-app with the address of the app.')
else if (!document.querySelector(`patchbay-chat[data-app="${settings.slug}"]`)) void start(settings)

async function start(found: NonNullable<typeof settings>): Promise<void> {
  const bubble = await fetchBubble(found)
  if (!bubble) return say(`"${found.slug}" is not published, or ${location.origin} is not among its allowed web pages.`)
  const chat = new ChatBubble(found, bubble)
  chat.host.dataset.app = found.slug
  if (document.body) document.body.append(chat.host)
  else document.addEventListener('DOMContentLoaded', () => document.body.append(chat.host))
}

function say(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the page's developer has no other place to read it.
  console.warn(`Patchbay chat: ${text}`)
}
