'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Spinner } from '@/components/ui/spinner'
import { answering } from '@/lib/client/answering'
import { t } from '@/lib/client/messages/t'
import { request } from '@/lib/client/request'
import { getSession } from '@/lib/contracts/session'

/** A page that is left ends its own requests, which is no silence of the server. */
const PATIENCE_MS = 1_000
const ASK_AGAIN_MS = 3_000

/** Over every page while the server does not answer; asks it again by itself, and then has the page read anew. */
export function NoAnswerNote() {
  const isAnswering = useSyncExternalStore(answering.subscribe, answering.read, () => true)
  const client = useQueryClient()
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (isAnswering) return
    const show = setTimeout(() => setIsShown(true), PATIENCE_MS)
    const ask = setInterval(() => void request(getSession).catch(() => undefined), ASK_AGAIN_MS)
    return () => {
      clearTimeout(show)
      clearInterval(ask)
      setIsShown(false)
      void client.invalidateQueries()
    }
  }, [client, isAnswering])
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-70 flex justify-center px-4">
      {isShown ? (
        <p className="flex items-center gap-2.5 rounded-lg border bg-raised px-3.5 py-2 text-ink text-sm shadow-md">
          <Spinner size={14} className="shrink-0 text-warning" />
          {t('common.noAnswer')}
        </p>
      ) : null}
    </div>
  )
}
