import type { EmbedBubble } from '@/lib/contracts/public'
import type { LoaderSettings } from './loader-settings'

/** Asks our server how the chat looks; null when this page may not show it. */
export async function fetchLooks({ origin, slug, locale }: LoaderSettings): Promise<EmbedBubble | null> {
  const response = await fetch(`${origin}/embed/${slug}/config?locale=${encodeURIComponent(locale)}`, {
    credentials: 'omit',
  }).catch(() => null)
  return response?.ok ? response.json().then(asLooks, () => null) : null
}

/** Safe: our own server made it by the contract; the bundle leaves zod out for its size. */
const asLooks = (value: unknown): EmbedBubble => value as EmbedBubble
