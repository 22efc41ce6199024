'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Toaster } from '@/components/ui/toast'
import { LocaleProvider } from '@/lib/client/locale-provider'
import type { StudioLocale } from '@/lib/core/studio-locale'
import { AccessGuard } from './access-guard'
import { makeQueryClient } from './make-query-client'
import { NoAnswerNote } from './no-answer-note'

export function Providers({ locale, children }: { locale: StudioLocale; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <LocaleProvider locale={locale}>
      <QueryClientProvider client={client}>
        <AccessGuard>{children}</AccessGuard>
        <NoAnswerNote />
        <Toaster />
      </QueryClientProvider>
    </LocaleProvider>
  )
}
