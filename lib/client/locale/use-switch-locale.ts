'use client'
import { useRouter } from 'next/navigation'
import { request } from '@/lib/client/http/request'
import { loadCatalogue } from '@/lib/client/messages/catalogue'
import { setLanguage } from '@/lib/contracts/session'
import { STUDIO_LOCALE_COOKIE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { toast } from '../toast'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Shows this browser's pages in another language. What is open stays open: the server draws the same page again. */
export function useShowLocale(): (locale: StudioLocale) => Promise<void> {
  const router = useRouter()
  return async (locale) => {
    await loadCatalogue(locale)
    const secure = window.location.protocol === 'https:' ? '; secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: Firefox and Safari have no Cookie Store yet.
    document.cookie = `${STUDIO_LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`
    router.refresh()
  }
}

/** The choice of a person who is signed in: kept with his account, so that his other browsers follow. */
export function useSwitchLocale(): (locale: StudioLocale) => void {
  const show = useShowLocale()
  return (locale) => {
    Promise.all([request(setLanguage, { body: { locale } }), show(locale)]).catch((error: Error) =>
      toast.error(error.message),
    )
  }
}
