'use client'
import { useEffect, useRef } from 'react'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { useLocale } from './locale-provider'
import { useShowLocale } from './use-switch-locale'

/**
 * Applies the account's language in a browser that shows another one.
 * @param accountLocale null if the user has never chosen a language
 */
export function useAccountLocale(accountLocale: StudioLocale | null): void {
  const locale = useLocale()
  const show = useShowLocale()
  const followed = useRef<string | null>(null)
  useEffect(() => {
    if (accountLocale === null || followed.current === accountLocale) return
    followed.current = accountLocale
    if (accountLocale !== locale) void show(accountLocale).catch(() => {})
  }, [accountLocale, locale, show])
}
