import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { readNonce } from '@/components/shell/read-nonce'

/** The nonce of the content security policy is new with every answer, so no page may be rendered ahead. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Patchbay', template: '%s · Patchbay' },
  description: 'Draw AI apps, run them on your documents, publish them.',
  robots: { index: false },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#111110' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = readNonce((await headers()).get('content-security-policy'))
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Not deferred: it must run before the first paint, or a dark page flashes white. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
