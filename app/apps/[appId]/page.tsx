import { redirect } from 'next/navigation'
import { preload } from 'react-dom'
import { formerPublishTab } from '@/components/app-home/frame/former-publish-tab'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { buildUrl } from '@/lib/client/http/build-url'
import { getApp } from '@/lib/contracts/apps'
import { getLintFacts } from '@/lib/contracts/lint'
import { getSession } from '@/lib/contracts/session'
import { StudioEditor } from './studio-editor'

export const generateMetadata = () => pageTitle('titles.app')

interface PageProps {
  params: Promise<{ appId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ params, searchParams }: PageProps) {
  const { appId } = await params
  const moved = formerPublishTab(appId, (await searchParams).publish)
  if (moved) redirect(moved)
  // Sent while the scripts load. The responses are not cached: the page's first requests consume them.
  preload(buildUrl(getApp.path, { appId }), { as: 'fetch', crossOrigin: 'anonymous' })
  preloadQueries(getSession, getLintFacts)
  return <StudioEditor appId={appId} />
}
