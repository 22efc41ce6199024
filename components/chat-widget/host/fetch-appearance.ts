import type { EmbedBubble } from '@/lib/contracts/public'
import { wait } from '../wait'
import type { LoaderSettings } from './loader-settings'

/** Delays between retries when the server is unreachable, for example during a restart. */
const RETRY_DELAYS_MS = [2_000, 10_000, 60_000]

interface AppearanceRequest {
  /** Whether the result is still needed. */
  isCurrent: () => boolean
  /** Reports to the page's developer. */
  announce: (text: string) => void
}

/** Fetches the widget settings from our server; null if this page may not show the widget. */
export async function fetchAppearance(
  settings: LoaderSettings,
  { isCurrent, announce }: AppearanceRequest,
): Promise<EmbedBubble | null> {
  const { origin, slug, locale } = settings
  const url = `${origin}/embed/${slug}/config?locale=${encodeURIComponent(locale)}`
  for (const waitMs of [...RETRY_DELAYS_MS, null]) {
    const response = await fetch(url, { credentials: 'omit' }).catch(() => null)
    if (response?.ok) return response.json().then(asLooks, () => null)
    // The server sends no CORS headers to other websites: the browser then hides its answer, with status 0. It also
    // hides the errors of a proxy, which end, so this is no reason to stop.
    const answer = response ?? (await fetch(url, { credentials: 'omit', mode: 'no-cors' }).catch(() => null))
    if (waitMs === RETRY_DELAYS_MS[0])
      announce(
        answer && answer.status < 500
          ? `"${slug}" is not published, or ${location.origin} is not among its allowed websites.`
          : `${origin} does not answer. Check your Content-Security-Policy.`,
      )
    if (response && response.status < 500) return null
    if (waitMs !== null) await wait(waitMs)
    if (!isCurrent()) return null
  }
  return null
}

/** Safe: our own server follows the contract. The bundle excludes zod for its size. */
const asLooks = (value: unknown): EmbedBubble => value as EmbedBubble
