'use client'
import { useEffect, useRef } from 'react'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { useLocale } from './locale-provider'
import { useShowLocale } from './use-switch-locale'

/** A person who chose a language elsewhere (`wanted`; null: never) meets it here too, once this browser knows who he is. */
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
