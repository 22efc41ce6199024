'use client'
import { LazyDialog } from '@/components/ui/lazy-part'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { versionsView } from '../lazy/parts'

/** The versions of the app over its canvas, while the address says so: `?versions=3..draft`. */
export function VersionsOverlay() {
  const [comparison, setComparison] = useUrlState('versions')
  // Closed it is gone, so that it begins anew.
  return comparison === '' ? null : (
    <LazyDialog
      open
      part={versionsView}
      props={{ comparison, onComparison: setComparison }}
      onClose={() => setComparison('')}
    />
  )
}
