'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'

/** Full-screen view of the tapped node on phones. Going back clears the selection. */
export function PhoneNodeSheet({ children }: { children: ReactNode }) {
  const { store } = useEditor()
  return (
    <div className="absolute inset-0 z-20 flex flex-col bg-surface">
      <div className="border-b px-2 py-1">
        <Button variant="ghost" icon="arrow-left" onClick={() => store.getState().select([])}>
          {t('common.back')}
        </Button>
      </div>
      {children}
    </div>
  )
}
