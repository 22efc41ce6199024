import { redirect } from 'next/navigation'
import { preload } from 'react-dom'
import { formerPublishTab } from '@/components/app-home/frame/former-publish-tab'
import { pageTitle } from '@/components/shell/page-title'
import { buildUrl } from '@/lib/client/http/build-url'
import { getApp } from '@/lib/contracts/apps'
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
  // Preloads the app while the scripts load. The response is not cached: the page's first request consumes it.
  preload(buildUrl(getApp.path, { appId }), { as: 'fetch', crossOrigin: 'anonymous' })
  return <StudioEditor appId={appId} />
}
