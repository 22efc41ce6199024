import type { ReactNode } from 'react'
import { AppShell } from '@/components/app-home/frame/app-shell'

interface LayoutProps {
  params: Promise<{ appId: string }>
  children: ReactNode
}

export default async function Layout({ params, children }: LayoutProps) {
  const { appId } = await params
  return <AppShell appId={appId}>{children}</AppShell>
}
