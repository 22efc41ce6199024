import { h } from './element'
import { ChatBubble, fetchBubble, type LoaderSettings, readSettings } from './loader'

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const settings = readSettings(script)

if (!settings) say('give the script a data-app with the address of the app.')
else if (document.body) void start(settings)
else document.addEventListener('DOMContentLoaded', () => void start(settings))

/** Once for each app, however often its script stands in the page: the element is there before anything is fetched. */
async function start(found: LoaderSettings): Promise<void> {
  if (document.querySelector(`patchbay-chat[data-app="${found.slug}"]`)) return
  const host = h('patchbay-chat' as 'div', { 'data-app': found.slug, 'data-side': found.side })
  document.body.append(host)
  const bubble = await fetchBubble(found)
  if (bubble) return void new ChatBubble(found, bubble, host)
  host.remove()
  say(`"${found.slug}" is not published, or ${location.origin} is not among its allowed web pages.`)
}

function say(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the page's developer has no other place to read it.
  console.warn(`Patchbay chat: ${text}`)
}
