'use client'
import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, use, useContext } from 'react'
import { chooseLocale, isLoaded, loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { STUDIO_LOCALES, type StudioLocale } from '@/lib/core/locales/studio-locale'

const LocaleContext = createContext<StudioLocale>('en')

// The texts arrive together with the code of the page instead of after it. A failed request is repeated for the first render.
if (typeof window !== 'undefined') {
  const locale = STUDIO_LOCALES.find((candidate) => candidate === document.documentElement.lang)
  if (locale) loadMessageCatalog(locale, window.location.pathname).catch(() => {})
}

/**
 * Renders its children once the texts of the page are loaded in its language: on the server before the response, in the browser
 * before hydration, while the server-rendered page stays visible.
 */
export function LocaleProvider({ locale, children }: { locale: StudioLocale; children: ReactNode }) {
  const path = usePathname()
  if (!isLoaded(locale, path)) use(loadMessageCatalog(locale, path))
  chooseLocale(locale)
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

/** For the language select, and for memoized components, which would not render again on a language change. */
export const useLocale = (): StudioLocale => useContext(LocaleContext)
