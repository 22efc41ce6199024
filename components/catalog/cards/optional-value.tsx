import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'

/** A value, or a muted placeholder. */
export function Known({ children, missing = t('catalog.notKnown') }: { children: ReactNode; missing?: string }) {
  if (children === null || children === undefined || children === '')
    return <span className="text-faint">{missing}</span>
  return children
}
