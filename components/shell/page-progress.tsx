'use client'
import { useEffect, useState } from 'react'
import { Progress } from '@/components/ui/progress'
import { useIsReachable } from '@/lib/client/connection/use-is-reachable'
import { t } from '@/lib/client/messages/t'
import { usePendingPage } from './use-pending-page'

/** Most pages load before a progress bar would be visible. */
const SHOW_DELAY_MS = 250

/** A bar at the top edge during navigation; the current page stays until the next one is ready. */
export function PageProgress() {
  const { isWaiting } = usePendingPage()
  const isReachable = useIsReachable()
  const [isShown, setIsShown] = useState(false)
  const isMoving = isWaiting && isReachable
  useEffect(() => {
    if (!isMoving) return
    const show = setTimeout(() => setIsShown(true), SHOW_DELAY_MS)
    return () => {
      clearTimeout(show)
      setIsShown(false)
    }
  }, [isMoving])
  if (!isShown) return null
  return <Progress value={null} label={t('common.loading')} className="fixed inset-x-0 top-0 z-70 h-0.5 rounded-none" />
}
