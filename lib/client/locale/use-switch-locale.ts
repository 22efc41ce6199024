'use client'
import { useRouter } from 'next/navigation'
import { request } from '@/lib/client/http/request'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { setLanguage } from '@/lib/contracts/session'
import { STUDIO_LOCALE_COOKIE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { toast } from '../toast'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Switches this browser's language. The server renders the same page again, so its state is kept. */
export function useShowLocale(): (locale: StudioLocale) => Promise<void> {
  const router = useRouter()
  return async (locale) => {
    await loadMessageCatalog(locale)
    const secure = window.location.protocol === 'https:' ? '; secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: Firefox and Safari do not support the Cookie Store yet.
    document.cookie = `${STUDIO_LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`
    router.refresh()
  }
}

/** Stores the language of a signed-in user in the account, for other browsers. */
export function useSwitchLocale(): (locale: StudioLocale) => void {
  const show = useShowLocale()
  return (locale) => {
    Promise.all([request(setLanguage, { body: { locale } }), show(locale)]).catch((error: Error) =>
      toast.error(error.message),
    )
  }
}
