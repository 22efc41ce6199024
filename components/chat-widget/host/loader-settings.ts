export interface LoaderSettings {
  slug: string
  /** Origin of our server, from the script's URL. */
  origin: string
  mode: 'bubble' | 'inline' | 'page'
  /** Null uses the app's setting. */
  theme: 'auto' | 'light' | 'dark' | null
  side: 'left' | 'right' | null
  /** Language of the texts, such as `de-CH`; by default that of the page. */
  locale: string
}

type Read = (name: string) => string | null | undefined

const MODES = ['bubble', 'inline', 'page'] as const
const THEMES = ['auto', 'light', 'dark'] as const
const SIDES = ['left', 'right'] as const

/**
 * Reads the attributes of `<script src="…/widget.js" data-app="slug" data-theme="dark">` or `<patchbay-chat app="slug"
 * theme="dark">`. `slug@staging` selects another environment of the app. Only a valid slug becomes part of a URL.
 */
export function readSettings(read: Read, origin: string): LoaderSettings | null {
  const slug = read('app') ?? ''
  if (!origin || !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(slug)) return null
  return {
    slug,
    origin,
    mode: MODES.find((mode) => mode === read('mode')) ?? 'bubble',
    theme: THEMES.find((theme) => theme === read('theme')) ?? null,
    side: SIDES.find((side) => side === read('position')) ?? null,
    locale: (read('locale') || document.documentElement.lang || navigator.language || '').slice(0, 35),
  }
}
