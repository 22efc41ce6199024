'use client'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Toaster } from '@/components/ui/toast'
import { LocaleProvider } from '@/lib/client/locale-provider'
import { AppError } from '@/lib/core/app-error'
import type { StudioLocale } from '@/lib/core/studio-locale'
import { AccessGuard } from './access-guard'

export function Providers({ locale, children }: { locale: StudioLocale; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <LocaleProvider locale={locale}>
      <QueryClientProvider client={client}>
        <AccessGuard>{children}</AccessGuard>
        <Toaster />
      </QueryClientProvider>
    </LocaleProvider>
  )
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && AppError.isInstance(error) && error.code === 'UNAVAILABLE',
      },
    },
  })
}

/** A session that ended elsewhere shows up as a refused read: sign in again and come back. */
function leaveWhenSignedOut(error: Error): void {
  if (!AppError.isInstance(error) || error.code !== 'UNAUTHENTICATED') return
  const here = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}
