'use client'
import { LazyDialog } from '@/components/ui/lazy-part'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { versionsView } from '../lazy/parts'

/** Shows the versions over the canvas while the address contains `?versions=3..draft`. */
export function VersionsOverlay() {
  const [comparison, setComparison] = useUrlState('versions')
  // Unmounted when closed, so that it starts fresh.
  return comparison === '' ? null : (
    <LazyDialog
      open
      part={versionsView}
      props={{ comparison, onComparison: setComparison }}
      onClose={() => setComparison('')}
    />
  )
}
