'use client'
import { useEffect, useRef } from 'react'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { useLocale } from './locale-provider'
import { useShowLocale } from './use-switch-locale'

/**
 * Applies the account's language in a browser that shows another one.
 * @param wanted null if the user has never chosen a language
 */
export function useAccountLocale(wanted: StudioLocale | null): void {
  const locale = useLocale()
  const show = useShowLocale()
  const followed = useRef<string | null>(null)
  useEffect(() => {
    if (wanted === null || followed.current === wanted) return
    followed.current = wanted
    if (wanted !== locale) void show(wanted).catch(() => {})
  }, [wanted, locale, show])
}
