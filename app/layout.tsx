import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { readNonce } from '@/components/shell/read-nonce'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { t } from '@/lib/client/messages/t'

/** Every response has a new CSP nonce, so no page can be prerendered. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  await loadMessageCatalog(currentLocale())
  return {
    title: { default: 'Patchbay', template: '%s · Patchbay' },
    description: t('shell.description'),
    robots: { index: false },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#111110' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const sent = await headers()
  const nonce = readNonce(sent.get('content-security-policy'))
  const locale = currentLocale()
  return (
    <html lang={locale} data-build={sent.get('x-patchbay-build') ?? undefined} suppressHydrationWarning>
      <head>
        {/* Not deferred: it must run before the first paint to avoid a white flash on dark pages. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers locale={locale}>{children}</Providers>
      </body>
    </html>
  )
}
