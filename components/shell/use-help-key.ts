'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { helpHref, helpTopic } from '@/lib/client/help/help-topics'

/** `?` opens the help for the current screen. In a field it is a character. */
export function useHelpKey(): void {
  const router = useRouter()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, select, [contenteditable], [role=dialog]')
      )
        return
      event.preventDefault()
      const { pathname, search } = window.location
      router.push(helpHref(helpTopic(pathname, new URLSearchParams(search).get('tab') ?? '')))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [router])
}
