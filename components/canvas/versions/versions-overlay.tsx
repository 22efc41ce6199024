'use client'
import dynamic from 'next/dynamic'
import { useUrlState } from '@/lib/client/use-url-state'

/** Few open it, so it comes when it is opened. */
const VersionsView = dynamic(() => import('./versions-view'), { ssr: false })

/** The versions of the app over its canvas, while the address says so: `?versions=3..draft`. */
export function VersionsOverlay() {
  const [comparison, setComparison] = useUrlState('versions')
  return comparison === '' ? null : <VersionsView comparison={comparison} onComparison={setComparison} />
}
