'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { Toaster } from '@/components/ui/toast'
import { LocaleProvider } from '@/lib/client/locale/locale-provider'
import { lockPages } from '@/lib/client/session/lock-pages'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { AccessGuard } from './access-guard'
import { makeQueryClient } from './make-query-client'
import { PageProgress } from './page-progress'
import { ServerStatusNote } from './server-status-note'

export function Providers({ locale, children }: { locale: StudioLocale; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  useEffect(lockPages, [])
  return (
    <LocaleProvider locale={locale}>
      <QueryClientProvider client={client}>
        <AccessGuard>{children}</AccessGuard>
        <PageProgress />
        <ServerStatusNote />
        <Toaster />
      </QueryClientProvider>
    </LocaleProvider>
  )
}
