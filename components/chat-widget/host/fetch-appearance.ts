import type { EmbedBubble } from '@/lib/contracts/public'
import { wait } from '../wait'
import type { LoaderSettings } from './loader-settings'

/** A server that does not answer, as while it starts anew, is asked again after these. */
const AGAIN_MS = [2_000, 10_000, 60_000]

interface Asking {
  /** Whether anybody still wants to know. */
  isCurrent: () => boolean
  /** Tells the page's developer. */
  say: (text: string) => void
}

/** Asks our server how the chat looks; null when this page may not show it. */
export async function fetchLooks(settings: LoaderSettings, { isCurrent, say }: Asking): Promise<EmbedBubble | null> {
  const { origin, slug, locale } = settings
  const url = `${origin}/embed/${slug}/config?locale=${encodeURIComponent(locale)}`
  for (const waitMs of [...AGAIN_MS, null]) {
    const response = await fetch(url, { credentials: 'omit' }).catch(() => null)
    if (response?.ok) return response.json().then(asLooks, () => null)
    if (response && response.status < 500) {
      say(`"${slug}" is not published, or ${location.origin} is not among its allowed web pages.`)
      return null
    }
    if (waitMs === AGAIN_MS[0])
      say(`${origin} does not answer. A Content-Security-Policy must name it in connect-src and frame-src.`)
    if (waitMs !== null) await wait(waitMs)
    if (!isCurrent()) return null
  }
  return null
}

/** Safe: our own server made it by the contract; the bundle leaves zod out for its size. */
const asLooks = (value: unknown): EmbedBubble => value as EmbedBubble
