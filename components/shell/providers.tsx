'use client'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Toaster } from '@/components/ui/toast'
import { LocaleProvider } from '@/lib/client/locale-provider'
import { isOffline } from '@/lib/client/parse-error'
import { AppError } from '@/lib/core/app-error'
import type { StudioLocale } from '@/lib/core/studio-locale'
import { AccessGuard } from './access-guard'
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

const MOST_DELAY_MS = 4_000

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A page that waits for a server shows what it has, and goes on by itself; NoAnswerNote says so meanwhile.
        retry: (failures, error) =>
          isOffline(error) || (failures < 2 && AppError.isInstance(error) && error.code === 'UNAVAILABLE'),
        retryDelay: (failures) => Math.min(MOST_DELAY_MS, 500 * 2 ** failures),
        // What the browser thinks of its network says nothing of a server on this machine.
        networkMode: 'always',
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
