'use client'
import { createContext, type ReactNode, use, useContext } from 'react'
import { chooseLocale, isLoaded, loadCatalogue } from '@/lib/client/messages/catalogue'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'

const LocaleContext = createContext<StudioLocale>('en')

/**
 * Everything below is drawn once the texts of its language are here: on the server before the page is sent, in the
 * browser before it takes the page over (what was sent is shown meanwhile).
 */
export function LocaleProvider({ locale, children }: { locale: StudioLocale; children: ReactNode }) {
  if (!isLoaded(locale)) use(loadCatalogue(locale))
  chooseLocale(locale)
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

/** For the select, and for memoised components, which another language would not draw anew. */
export const useLocale = (): StudioLocale => useContext(LocaleContext)
