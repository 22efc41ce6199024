import type { ReactNode } from 'react'
import { preloadQueries } from '@/components/shell/preload-queries'
import { StudioShell } from '@/components/shell/studio-shell'
import { countInbox } from '@/lib/contracts/inbox'
import { getSession } from '@/lib/contracts/session'

export default function StudioLayout({ children }: { children: ReactNode }) {
  preloadQueries(getSession, countInbox)
  return <StudioShell>{children}</StudioShell>
}
